"""One sheet as its reader sees it: rows and columns that are not hidden and hold something, merged cells, widths."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from common.vietnamese import format_day
from content.printing.book_looks import Look, Looks, text_of
from content.printing.book_numbers import is_moment, shown
from content.printing.office import on, whole

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TO_WRITE_IN = 40  # empty rows with frames below the last words
_USUAL_WIDTH = 9.0
_MOST_MERGED = 5000
_SIZE = re.compile(r"\d{1,5}(?:\.\d{1,20})?")


class Area(NamedTuple):
    """Rows and columns from 1, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, left: str, top: str, right: str, bottom: str) -> "Area":
        return cls(int(top), _number(left), int(bottom), _number(right))


EVERYTHING = Area(1, 1, _LAST_ROW, _LAST_COLUMN)


class Cell(NamedTuple):
    """What is read, how it looks, and whether it is a figure."""

    text: str
    look: Look
    is_figure: bool = False


Rows = dict[int, dict[int, Cell]]


@dataclass
class Sheet:
    """`rows` hold cells by column; what is hidden or empty is in none of the three, and `merged` may reach over it."""

    rows: Rows = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)

    @property
    def columns(self) -> list[int]:
        return list(self.widths)


def read_sheet(root: Element, looks: Looks, area: Area | None) -> Sheet:
    """Without what is hidden, without empty rows and columns, and within what its author prints of it."""
    area = area or EVERYTHING
    hidden, widths = _columns(root)
    numbered = [(number, row) for number, row in _rows(root) if area.top <= number <= area.bottom]
    shut = {number for number, row in numbered if _is_shut(row)}
    cells = {number: dict(_cells(row, looks, area)) for number, row in numbered}
    merged = list(_merged(root))
    _bring_down(cells, merged, shut, hidden)
    seen = {
        number: {column: cell for column, cell in sorted(row.items()) if column not in hidden}
        for number, row in sorted(cells.items()) if number not in shut
    }  # fmt: skip
    rows = _filled(seen)
    columns = sorted({column for row in rows.values() for column, cell in row.items() if cell.text})
    return Sheet(rows, {one: widths.get(one, _USUAL_WIDTH) for one in columns}, merged)


def _columns(root: Element) -> tuple[set[int], dict[int, float]]:
    """Those that are hidden, and how wide their author drew the others."""
    hidden, widths, last = set[int](), dict[int, float](), 0
    for said in root.iterfind("cols/col"):
        first = max(whole(said.get("min"), _LAST_COLUMN), last + 1)  # each is spoken of once
        last = max(last, whole(said.get("max"), _LAST_COLUMN))
        wide = _measure(said.get("width", ""))
        for column in range(first, last + 1):
            widths[column] = wide or _USUAL_WIDTH
            if on(said.get("hidden")) or wide == 0:
                hidden.add(column)
    return hidden, widths


def _rows(root: Element) -> Iterator[tuple[int, Element]]:
    """A row that does not say its number is the next one."""
    number = 0
    for row in root.iterfind("sheetData/row"):
        number = whole(row.get("r"), _LAST_ROW) or number + 1
        yield number, row


def _is_shut(row: Element) -> bool:
    return on(row.get("hidden")) or _measure(row.get("ht", "")) == 0


def _cells(row: Element, looks: Looks, area: Area) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row.iterfind("c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = _number(place[1]) if place else column + 1
        if area.left <= column <= area.right:
            yield column, _cell(cell, looks)


def _cell(cell: Element, looks: Looks) -> Cell:
    look, kind, value = looks.look(cell.get("s")), cell.get("t", "n"), cell.findtext("v") or ""
    if kind == "s":
        return Cell(looks.string(value), look)
    if kind == "inlineStr":
        inside = cell.find("is")
        return Cell("" if inside is None else text_of(inside), look)
    if kind == "b":
        return Cell("Đúng" if value == "1" else "Sai", look)
    if kind == "d":
        return Cell(_day(value), look)
    if kind != "n":  # what a formula says, or #N/A
        return Cell(value.strip(), look)
    text = shown(value, look.code, since_1904=looks.since_1904)
    return Cell(text, look, bool(text) and not is_moment(look.code))


def _day(value: str) -> str:
    try:
        return format_day(datetime.fromisoformat(value).date())
    except ValueError:
        return value


def _merged(root: Element) -> Iterator[Area]:
    for one in root.findall("mergeCells/mergeCell")[:_MOST_MERGED]:
        first, _colon, last = one.get("ref", "").partition(":")
        begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if begin and end:
            yield Area.of(begin[1], begin[2], end[1], end[2])


def _bring_down(cells: Rows, merged: Sequence[Area], shut: set[int], hidden: set[int]) -> None:
    """What stands in the hidden corner of merged cells is read in the first that is seen."""
    rows = sorted(cells.keys() - shut)
    columns = [column for column in range(1, _LAST_COLUMN + 1) if column not in hidden]
    for area in merged:
        held = cells.get(area.top, {}).get(area.left)
        if held and held.text and (area.top in shut or area.left in hidden):
            row, column = _next(rows, area.top), _next(columns, area.left)
            if row <= area.bottom and column <= area.right:
                cells[row][column] = held


def _next(seen: Sequence[int], first: int) -> int:
    place = bisect_left(seen, first)
    return seen[place] if place < len(seen) else _LAST_ROW + 1


def _filled(rows: Rows) -> Rows:
    """Rows with words, and so many with frames to write in."""
    kept: Rows = {}
    empty = 0
    for number, row in rows.items():
        if any(cell.text for cell in row.values()):
            kept[number] = row
        elif sum(cell.look.framed for cell in row.values()) > 1 and empty < _TO_WRITE_IN:
            kept[number], empty = row, empty + 1
    return kept


def _number(letters: str) -> int:
    """The place of a column: A is 1, AA is 27."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def _measure(written: str) -> float | None:
    """None for what is no size."""
    return float(written) if _SIZE.fullmatch(written) else None
