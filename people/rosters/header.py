"""Finds the header of a sheet, of one to three rows, and what each column holds."""

import re
from dataclasses import dataclass
from typing import Any

from common.vietnamese import fold

SEARCH_ROWS = 40
# The first pattern that fits decides; the text is folded, signs are spaces.
_FIELDS = [
    ("order", r"(stt|tt|so tt|so thu tu|id)"),
    ("family_name", r"(ho va ten dem|ho ten dem|ho dem|ho va dem|ho va chu lot|ho lot|ho va ten lot|ho)"),
    ("given_name", r"ten"),
    ("unit_code", r"(ma don vi|ma dv|unit code|ma xa|ma dvhc)( .*)?"),
    ("full_name", r"(ho va ten|ho ten|ho ten can bo|ten can bo|ho va ten can bo|full name)( .*)?"),
    ("birth", r"(.* )?(ngay sinh|nam sinh|ngay thang nam sinh|sinh ngay|dob|birth date)( .*)?"),
    ("identity", r"(.* )?(cccd|cmnd|dinh danh|can cuoc)( .*)?"),
    ("gender", r"(gioi tinh|gt|phai|gender)"),
    ("phone", r"(.* )?(dien thoai|sdt|dt|di dong|phone|dtdd)( .*)?"),
    ("email", r"(.* )?(e ?mail|thu dien tu)( .*)?"),
    ("position", r"(.* )?(chuc vu|chuc danh|position)( .*)?"),
    ("district", r"(huyen|quan huyen|district|thanh pho)( .*)?"),
    ("unit", r"(ten )?(don vi|noi cong tac|co quan|xa phuong|xa|unit)( .*)?"),
    ("notes", r"ghi chu.*"),
]
_PATTERNS = [(name, re.compile(pattern)) for name, pattern in _FIELDS]
_GENDER_COLUMNS = {"nam": "birth_male", "nu": "birth_female"}


@dataclass(frozen=True)
class Header:
    """Which column holds what (counted from 0), and the row where data begins."""

    columns: dict[str, int]
    first_data_row: int


def find_header(rows: list[list[Any]]) -> Header | None:
    """The first row that names people and says at least two more things about them."""
    for index, row in enumerate(rows[:SEARCH_ROWS]):
        named = [_field(_text(cell)) for cell in row]
        if {"full_name", "given_name"} & set(named) and len({name for name in named if name}) >= 3:
            return _with_lower_rows(rows, index, named)
    return None


def _with_lower_rows(rows: list[list[Any]], index: int, named: list[str]) -> Header:
    below = index + 1
    while below < len(rows) and below <= index + 2 and _continues(rows[below], named):
        named = [_combined(upper, _text(cell)) for upper, cell in _aligned(named, rows[below])]
        below += 1
    if below < len(rows) and _is_numbering(rows[below]):
        below += 1
    columns: dict[str, int] = {}
    for column, name in enumerate(named):
        if name:
            columns.setdefault(name, column)
    return Header(columns, below)


def _continues(row: list[Any], named: list[str]) -> bool:
    """A lower header row: words for columns, nothing under the name and the order number."""
    texts = {column: _text(cell) for column, cell in enumerate(row) if _text(cell)}
    own = {column for column, name in enumerate(named) if name in ("order", "full_name", "given_name")}
    known = [text for text in texts.values() if text in _GENDER_COLUMNS or _field(text)]
    return bool(known) and not own & set(texts) and len(known) * 2 >= len(texts)


def _aligned(named: list[str], row: list[Any]) -> list[tuple[str, Any]]:
    """Upper names with lower cells; a heading over several columns holds for those without their own."""
    out: list[tuple[str, Any]] = []
    last = ""
    for column in range(max(len(named), len(row))):
        upper = named[column] if column < len(named) else ""
        cell = row[column] if column < len(row) else ""
        last = upper or (last if _text(cell) in _GENDER_COLUMNS else "")
        out.append((last, cell))
    return out


def _combined(upper: str, lower: str) -> str:
    if lower in _GENDER_COLUMNS:
        return _GENDER_COLUMNS[lower] if upper in ("birth", "gender", "") else upper
    return _field(lower) or upper


def _is_numbering(row: list[Any]) -> bool:
    """The row (1)(2)(3) under a header."""
    texts = [_text(cell) for cell in row if _text(cell)]
    return len(texts) >= 3 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _field(text: str) -> str:
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(text)), "") if text else ""


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(re.findall(r"[a-z0-9]+", fold(str(cell))))
