"""Finds the header of a sheet, of one to three rows, and what each column holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from people.rosters.book import Sheet
from people.rosters.columns import GENDERED, field_of, folded_words, header_text, is_second_choice

SEARCH_ROWS = 60
_NAMES = {"full_name", "given_name", "family_name"}
_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[a-h])\s*\)?", re.IGNORECASE)
_OWN = ("order", "full_name", "given_name", "family_name")


@dataclass(frozen=True)
class Header:
    """Which column holds what (counted from 0), the words above each, and the rows they stand in."""

    columns: dict[str, int]
    first_data_row: int
    row: int | None = None
    texts: list[str] = field(default_factory=list)


def find_header(sheet: Sheet, enough: Callable[[Header], bool] = lambda header: False) -> Header | None:
    """The first row that names people and, with the rows joined to it, at least two more things about them.

    `enough` may be content with less: an attendance sheet has names and boxes.
    """
    for index, row in enumerate(sheet.rows[:SEARCH_ROWS]):
        named = [field_of(cell) for cell in row]
        if not _NAMES & set(named):
            continue
        header = _with_neighbours(sheet, index, named)
        if _says_enough(header, row) or enough(header):
            return header
    return None


def given_header(sheet: Sheet, columns: dict[str, int], row: int | None) -> Header:
    """The clerk's own columns; the header is the one found, unless its row (from 1, 0 for none) was given too."""
    found = find_header(sheet)
    if row is None and found:
        return Header(columns, found.first_data_row, found.row, found.texts)
    last = max(0, row or 0)
    texts = [header_text(cell) for cell in sheet.rows[last - 1]] if 0 < last <= len(sheet.rows) else []
    return Header(columns, last, last - 1 if last else None, texts)


def _says_enough(header: Header, row: list[Any]) -> bool:
    known = set(header.columns)
    filled = sum(1 for cell in row if header_text(cell))
    return len(known) >= 3 or (len(known) == 2 and filled == 2)


def _with_neighbours(sheet: Sheet, index: int, named: list[str]) -> Header:
    """The row with the rows above that reach down into it and the rows below that divide it."""
    rows = sheet.rows
    texts = [header_text(cell) for cell in rows[index]]
    top, below = index, index + 1
    for above in range(index - 1, max(index - 3, -1), -1):
        if not _reaches_down(sheet, above, index, named):
            break
        top = above
        _take_over(rows[above], named, texts)
    while below < len(rows) and below <= index + 2 and _continues(sheet, below, named, texts):
        named = [_combined(upper, cell) for upper, cell in _aligned(named, rows[below])]
        texts = _joined(texts, rows[below])
        below += 1
    named = _with_gender_columns(named, texts)
    named = _with_split_name(sheet, named, texts, range(top, below))
    if below < len(rows) and is_numbering(rows[below]):
        below += 1
    return Header(_best_columns(named, texts), below, top, texts)


def _reaches_down(sheet: Sheet, above: int, index: int, named: list[str]) -> bool:
    """Whether the upper row names columns that have nothing of their own in this row."""
    row = sheet.rows[above]
    reaching = {left for top, left, bottom, _right in sheet.merged if top <= above and bottom >= index}
    for column, cell in enumerate(row):
        free = column >= len(named) or not header_text(sheet.rows[index][column])
        if (
            free
            and field_of(cell)
            and (column in reaching or (not sheet.merged and len(header_text(cell)) <= 40))
        ):
            return True
    return False


def _take_over(row: list[Any], named: list[str], texts: list[str]) -> None:
    for column, cell in enumerate(row):
        if column < len(named) and not texts[column]:
            named[column], texts[column] = field_of(cell), header_text(cell)


def _continues(sheet: Sheet, below: int, named: list[str], texts: list[str]) -> bool:
    """A lower header row: words for columns, nothing under the name and the order number."""
    row = sheet.rows[below]
    filled = {column: header_text(cell) for column, cell in enumerate(row) if header_text(cell)}
    words = [text for text in filled.values() if not re.search(r"\d{2}", text)]
    if (
        not filled
        or len(words) < len(filled)
        or any(isinstance(row[column], int | float) for column in filled)
    ):
        return False
    own = {column for column, name in enumerate(named) if name in _OWN} - _spread(sheet, below - 1)
    if own & set(filled):
        return False
    known = [column for column, text in filled.items() if text.lower() in GENDERED or field_of(text)]
    if known and len(known) * 2 >= len(filled):
        return True
    return set(filled) <= _spread(sheet, below - 1) | {c for c, text in enumerate(texts) if not text}


def _spread(sheet: Sheet, row: int) -> set[int]:
    """Columns under a heading that spreads over several."""
    wide = [
        (left, right) for top, left, bottom, right in sheet.merged if top <= row <= bottom and right > left
    ]
    return {column for left, right in wide for column in range(left, right + 1)}


def _aligned(named: list[str], row: list[Any]) -> list[tuple[str, Any]]:
    """Upper names with lower cells; a heading over several columns holds for those without their own."""
    out: list[tuple[str, Any]] = []
    last = ""
    for column in range(max(len(named), len(row))):
        upper = named[column] if column < len(named) else ""
        cell = row[column] if column < len(row) else ""
        divides = header_text(cell).lower() in GENDERED or folded_words(header_text(cell)) == "so"
        last = upper or (last if divides else "")
        out.append((last, cell))
    return out


def _combined(upper: str, cell: Any) -> str:
    lower = header_text(cell)
    gendered = GENDERED.get(lower.lower())
    if gendered:
        return gendered if upper in ("birth", "gender", "") else upper
    if re.search(r"\b(ngay|noi) cap\b", folded_words(lower)):
        return ""
    return field_of(lower) or upper


def _joined(texts: list[str], row: list[Any]) -> list[str]:
    lower = [header_text(cell) for cell in row]
    wide = max(len(texts), len(lower))
    pairs = zip(texts + [""] * (wide - len(texts)), lower + [""] * (wide - len(lower)), strict=True)
    return [" / ".join(part for part in pair if part) for pair in pairs]


def _with_gender_columns(named: list[str], texts: list[str]) -> list[str]:
    """Columns headed Nam and Nữ by themselves hold birth dates or crosses."""
    return [name or GENDERED.get(text.lower(), "") for name, text in zip(named, texts, strict=False)]


def _with_split_name(sheet: Sheet, named: list[str], texts: list[str], rows: range) -> list[str]:
    """One heading “Họ và tên” over two columns: family and middle name, then the given name."""
    for top, left, _bottom, right in sheet.merged:
        if (
            top in rows
            and right == left + 1
            and right < len(named)
            and named[left] == "full_name"
            and not named[right]
        ):
            named[left], named[right] = "family_name", "given_name"
    return named


def _best_columns(named: list[str], texts: list[str]) -> dict[str, int]:
    """Each field once: the first column for it, unless another says it better."""
    columns: dict[str, int] = {}
    for column, name in enumerate(named):
        if name and (name not in columns or _is_better(name, texts, column, columns[name])):
            columns[name] = column
    return columns


def _is_better(name: str, texts: list[str], column: int, kept: int) -> bool:
    return is_second_choice(name, texts[kept]) and not is_second_choice(name, texts[column])


def is_numbering(row: list[Any]) -> bool:
    """The row (1)(2)(3) under a header, or A, B, 1, 2."""
    texts = [header_text(cell) for cell in row if header_text(cell)]
    marks = [match[1].lower() for text in texts if (match := _NUMBER.match(text)) and len(text) <= 12]
    if len(marks) < 3 or len(marks) < len(texts):
        return False
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    return (
        _rises(numbers) and _rises([ord(letter) for letter in letters]) and (not numbers or numbers[0] <= 2)
    )


def _rises(numbers: list[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))
