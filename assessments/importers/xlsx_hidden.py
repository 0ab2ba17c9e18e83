"""Rows, columns and sheets that Excel hides or filters away: nobody who looks at the file means them."""

import re

import python_calamine

from assessments.exchange.archive import Archive
from assessments.importers.xlsx_percent import part_of

_ROW = re.compile(rb"<(?:\w+:)?row(\s[^<>]*)?>")
_COLUMN = re.compile(rb"<(?:\w+:)?col(\s[^<>]*)>")
_FIRST, _LAST = re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_MOST_COLUMNS = 16_384
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')


def hidden_rows(data: bytes, sheet: str) -> frozenset[int]:
    """Counted from 0."""
    archive = Archive(data)
    part = part_of(archive, sheet)
    found, row = set(), 0
    for start in _ROW.finditer(archive.read(part) if part else b""):
        said = start[1] or b""
        number = _NUMBER.search(said)
        row = int(number[1]) if number else row + 1
        if _HIDDEN.search(said):
            found.add(row - 1)
    return frozenset(found)


def hidden_columns(data: bytes, sheet: str) -> frozenset[int]:
    """Counted from 0; whoever hides all to the right of the sheet hides 16,000."""
    archive = Archive(data)
    part = part_of(archive, sheet)
    found: set[int] = set()
    for column in _COLUMN.finditer(archive.read(part) if part else b""):
        first, last = _FIRST.search(column[1]), _LAST.search(column[1])
        if first and last and _HIDDEN.search(column[1]):
            found |= {*range(int(first[1]) - 1, min(int(last[1]), _MOST_COLUMNS))}
    return frozenset(found)


def hidden_sheets(book: python_calamine.CalamineWorkbook) -> frozenset[str]:
    visible = python_calamine.SheetVisibleEnum.Visible
    return frozenset(sheet.name for sheet in book.sheets_metadata if sheet.visible != visible)
