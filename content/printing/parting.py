"""A table wider than its paper, set as several: the columns that name a row stand first in each."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle

from content.printing.article import Block
from content.printing.columns import OF_TEXT, rooms_of

READABLE = 0.8  # of the letters of its cells: smaller ones are set in another part
_OF_KEYS = 0.5  # of the paper; what names a row must leave room for what is said of it


def parts_of(block: Block, rows: Sequence[Sequence[str]], text: ParagraphStyle, wide: float) -> list[Block]:
    """The table itself if it goes in, else its columns in as many tables as it takes."""
    columns = len(rows[0])
    size = text.fontSize * OF_TEXT * READABLE
    rooms = rooms_of(block, rows, size)
    if not block.keys or sum(rooms) <= wide:
        return [block]
    keys = max((one for one in range(block.keys + 1) if sum(rooms[:one]) <= wide * _OF_KEYS), default=0)
    groups: list[list[int]] = []
    for column in range(keys, columns):
        if not groups or sum(rooms[one] for one in [*range(keys), *groups[-1], column]) > wide:
            groups.append([])
        groups[-1].append(column)
    return [_part(block, rows, [*range(keys), *group]) for group in groups]


def _part(block: Block, rows: Sequence[Sequence[str]], columns: list[int]) -> Block:
    """Words over several columns are said in each part that has one of them."""
    told = [[row[column] for column in columns] for row in rows]
    spans = []
    for row, left, right in block.spans:
        held = [at for at, column in enumerate(columns) if left <= column <= right]
        if held:
            told[row][held[0]] = rows[row][left]
        if len(held) > 1:
            spans.append((row, held[0], held[-1]))
    joined = [
        (columns.index(column), top, bottom) for column, top, bottom in block.joined if column in columns
    ]
    widths = [block.widths[column] for column in columns] if len(block.widths) == len(rows[0]) else []
    rooms = [block.rooms[column] for column in columns] if block.rooms else []
    return _tight(replace(block, rows=told, spans=spans, joined=joined, widths=widths, rooms=rooms))


def _tight(part: Block) -> Block:
    """Without rows of the heads that say nothing of these columns."""
    empty = [row for row in range(1, part.heads) if not any(part.rows[row])]
    kept = {row: row - sum(one < row for one in empty) for row in range(len(part.rows)) if row not in empty}
    last = {row: row - sum(one <= row for one in empty) for row in range(len(part.rows))}
    return replace(
        part,
        rows=[part.rows[row] for row in kept],
        heads=part.heads - len(empty),
        spans=[(kept[row], left, right) for row, left, right in part.spans if row in kept],
        joined=[(column, kept[top], last[bottom]) for column, top, bottom in part.joined if top in kept],
    )
