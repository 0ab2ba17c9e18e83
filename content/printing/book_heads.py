"""Where the table of a sheet begins, which of its rows say what the columns are, and which columns name a row."""

import re
from collections.abc import Sequence
from typing import Any

from content.printing.book_cells import Cell

_MOST_HEADS = 4
_COUNTED = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s?=.*)?")
_COUNTER = re.compile(r"(?:s(?:ố)?\s*)?tt|stt|#|no\.?", re.IGNORECASE)
Grid = Sequence[Sequence[Cell]]


def first_of_table(grid: Grid, merged: Sequence[Any]) -> int:
    """The first row that is at least half full, and those above that reach into it."""
    wide = max(map(len, grid), default=0)
    full = (at for at, row in enumerate(grid) if _filled(row) * 2 >= max(wide, 4))
    start = next(full, 0)
    while start and any(one.top == start - 1 and one.bottom >= start for one in merged):
        start -= 1
    return start


def heads_of_table(rows: Grid, merged: Sequence[Any]) -> int:
    """How many rows say what the columns are; 0 for a table that begins with its figures."""
    named = len(rows) > 1 and not any(cell.is_figure for cell in rows[0])
    if not named or not (_is_bold(rows[0]) or _looks_like_names(rows)):
        return 0
    heads = 1 + max((one.bottom for one in merged if one.top == 0), default=0)
    if heads == 1 and any(one.top == 0 and one.right > one.left for one in merged):
        heads = 2
    if heads < len(rows) and _is_counted(rows[heads]):
        heads += 1
    return heads if heads <= min(_MOST_HEADS, len(rows)) else 1


def keys_of_table(rows: Grid, heads: int) -> int:
    """A number of order names nothing: the column beside it goes along."""
    first = rows[0][0].text.strip() if heads else ""
    return 2 if _COUNTER.fullmatch(first) and len(rows[0]) > 2 else 1


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(cell.text) for cell in row)


def _is_bold(row: Sequence[Cell]) -> bool:
    return all(cell.look.bold for cell in row if cell.text) and _filled(row) > 1


def _looks_like_names(rows: Grid) -> bool:
    """Words above figures, or above empty cells to write in."""
    below = rows[1:3]
    return len(rows[0]) > 2 and (
        not any(map(_filled, below)) or any(cell.is_figure for row in below for cell in row)
    )


def _is_counted(row: Sequence[Cell]) -> bool:
    """(1) (2) (3), or A B 1 2: how forms of offices number their columns."""
    words = [cell.text.strip() for cell in row if cell.text.strip()]
    return len(words) > 2 and len(set(words)) == len(words) and all(map(_COUNTED.fullmatch, words))
