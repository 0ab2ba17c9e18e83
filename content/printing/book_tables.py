"""The rows of a sheet as paper sets them: lines above and below, and tables with heads, merged cells and widths."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape

from content.printing.article import Block
from content.printing.book_cells import Area, Cell, Sheet
from content.printing.book_heads import first_of_table, heads_of_table, keys_of_table
from content.printing.book_looks import Look

NOTHING = Cell("", Look())
_LINE = "<br/>"
_NARROWEST, _WIDEST = 3.0, 28.0  # letters
_TO_WRITE = 0.35  # of an empty column as it was drawn: narrower ones are for ticks only


class Place(NamedTuple):
    """Merged cells by the places of rows and columns that are seen; the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


Grid = list[list[Cell]]


def blocks_of_sheet(sheet: Sheet) -> Iterator[Block]:
    """In order. Frames tell a table from what stands around it; where few rows have them, how full a row is."""
    grid = [[row.get(column, NOTHING) for column in sheet.columns] for row in sheet.rows.values()]
    merged = list(_merged(sheet))
    framed = [sum(cell.look.framed for cell in row) > 1 for row in grid]
    full = [sum(bool(cell.text) for cell in row) > 1 for row in grid]
    if sum(framed) * 2 < sum(full):
        start = first_of_table(grid, merged)
        framed = [at >= start for at in range(len(grid))]
    widths = list(sheet.widths.values())
    for in_table, places in groupby(range(len(grid)), key=framed.__getitem__):
        held = list(places)
        inside = [_moved(one, held[0]) for one in merged if held[0] <= one.top <= one.bottom <= held[-1]]
        rows = grid[held[0] : held[-1] + 1]
        yield from [_table(rows, inside, widths)] if in_table and len(widths) > 1 else _loose(rows, inside)


def _merged(sheet: Sheet) -> Iterator[Place]:
    """No more than there are cells: a file may say of each of a million areas that it is the whole sheet."""
    rows, columns, left = list(sheet.rows), sheet.columns, len(sheet.rows) * len(sheet.columns)
    for area in sheet.merged:
        place = _seen(area, rows, columns)
        if place:
            left -= (place.bottom - place.top + 1) * (place.right - place.left + 1)
            if left < 0:
                return
            yield place


def _seen(area: Area, rows: Sequence[int], columns: Sequence[int]) -> Place | None:
    place = Place(
        bisect_left(rows, area.top), bisect_left(columns, area.left),
        bisect_right(rows, area.bottom) - 1, bisect_right(columns, area.right) - 1,
    )  # fmt: skip
    several = place.bottom > place.top or place.right > place.left
    return place if several and place.bottom >= place.top and place.right >= place.left else None


def _moved(place: Place, by: int) -> Place:
    return place._replace(top=place.top - by, bottom=place.bottom - by)


def _loose(rows: Grid, merged: Sequence[Place]) -> Iterator[Block]:
    """Titles and notes as lines; what stands side by side, as in a letterhead, in a table without lines."""
    lines = [
        (at, [(place, cell) for place, cell in enumerate(row) if cell.text]) for at, row in enumerate(rows)
    ]
    for several, held in groupby((line for line in lines if line[1]), key=lambda line: len(line[1])):
        if several == 1:
            for at, ((place, cell),) in held:
                wide = any(one.top == at and one.left == place and one.right > place for one in merged)
                yield _line(cell, wide)
        else:
            words = [[_centred(_words(cell)) for _place, cell in line] for _at, line in held]
            yield Block("table", rows=words, ruled=False, heads=0)


def _line(cell: Cell, wide: bool) -> Block:
    head = cell.look.bold or (cell.text.isupper() and len(cell.text) > 3)
    words = _words(cell, plain=head)
    return Block("head" if head else "text", _centred(words) if wide else words)


def _table(rows: Grid, merged: Sequence[Place], widths: Sequence[float]) -> Block:
    heads = heads_of_table(rows, merged)
    said = _said(rows[heads:], heads, merged, len(widths))
    made = Block("table", heads=heads, keys=keys_of_table(rows, heads))
    made.widths = [
        max(min(letters or drawn, _WIDEST), _NARROWEST) for letters, drawn in zip(said, widths, strict=True)
    ]
    made.rooms = [
        0 if letters else min(drawn, _WIDEST) * _TO_WRITE for letters, drawn in zip(said, widths, strict=True)
    ]
    for at, row in enumerate(rows):
        made.rows.append([_cell(cell, head=at < heads) for cell in row])
    for place in merged:
        if place.right > place.left:
            made.spans += [(row, place.left, place.right) for row in range(place.top, place.bottom + 1)]
        if place.bottom > place.top:
            made.joined += [
                (column, place.top, place.bottom) for column in range(place.left, place.right + 1)
            ]
    made.spans += _overflowing(rows[heads:], heads, merged, widths)
    return made


def _said(rows: Grid, first: int, merged: Sequence[Place], columns: int) -> list[int]:
    """The letters of the longest cell of each column; 0 for one to write in."""
    over = {(one.top - first, one.left) for one in merged if one.right > one.left}
    return [
        max((len(row[place].text) for at, row in enumerate(rows) if (at, place) not in over), default=0)
        for place in range(columns)
    ]


def _overflowing(
    rows: Grid, first: int, merged: Sequence[Place], widths: Sequence[float]
) -> Iterator[tuple[int, int, int]]:
    """As on the screen, words run on over empty cells without frames, if their own is too narrow."""
    taken = {row for one in merged if one.right > one.left for row in range(one.top, one.bottom + 1)}
    for at, row in enumerate(rows, first):
        filled = [place for place, cell in enumerate(row) if cell.text]
        if at in taken or not filled or len(filled) * 3 > len(row) + 2:
            continue
        for place, following in zip(filled, [*filled[1:], len(row)], strict=True):
            free = not any(cell.look.framed for cell in row[place + 1 : following])
            long = len(row[place].text) > widths[place] and not row[place].is_figure
            if free and long and following - place > 1:
                yield at, place, following - 1


def _cell(cell: Cell, *, head: bool) -> str:
    if head:
        return _centred(f"<b>{_words(cell, plain=True)}</b>") if cell.text else ""
    words = _words(cell)
    return f'<para align="right">{words}</para>' if cell.is_figure else words


def _words(cell: Cell, *, plain: bool = False) -> str:
    words = _LINE.join(escape(line.strip()) for line in cell.text.splitlines())
    return f"<b>{words}</b>" if cell.look.bold and words and not plain else words


def _centred(words: str) -> str:
    return f'<para align="center">{words}</para>'
