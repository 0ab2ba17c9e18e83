"""Workbooks as clerks make them, for the tests of the roster reader."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter

from people.rosters.choices import Choices
from people.rosters.reading import Reading, read_roster

IN_2023 = date(2023, 12, 31)
SHEET = "xl/worksheets/sheet1.xml"
Merge = tuple[int, int, int, int]


def book(
    *rows: list[Any], merged: tuple[Merge, ...] = (), name: str = "DS", more: dict[str, list[list[Any]]] | None = None,
    hidden: tuple[str, ...] = (),
) -> bytes:  # fmt: skip
    """One sheet of rows, `merged` as (top, left, bottom, right) from 0, and `more` sheets behind it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_numbers": False}) as out:
        day = out.add_format({"num_format": "dd/mm/yyyy"})
        for title, lines in {name: list(rows), **(more or {})}.items():
            sheet = out.add_worksheet(title)
            if title in hidden:
                sheet.hide()
            for number, row in enumerate(lines):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, day)
            for top, left, bottom, right in merged if title == name else ():
                cell = lines[top][left] if left < len(lines[top]) else ""
                sheet.merge_range(top, left, bottom, right, cell)
    return file.getvalue()


def _write(sheet: Any, number: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(number, column, cell, day)
    elif isinstance(cell, str):
        if cell:
            sheet.write_string(number, column, cell)
    elif cell is not None:
        sheet.write_number(number, column, cell)


def read(
    data: bytes, *, as_of: date = IN_2023, name: str = "ds.xlsx", choices: Choices | None = None
) -> Reading:
    return read_roster(data, file_name=name, as_of=as_of, choices=choices)


def rezipped(data: bytes, change: Callable[[str, bytes], bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with every part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", method) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, change(entry.filename, source.read(entry)))
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    """The workbook with one more part."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()
