"""Streaming CSV and XLSX that spreadsheets cannot mistake for formulas; nothing is held in memory."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone

Cell = str | int | float | Decimal | date | datetime | None
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BOM = "\ufeff"  # Excel reads CSV as UTF-8 only after it
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Column:
    """A heading with the width of its column in characters."""

    title: str
    width: int = 16


class _Echo:
    """A file for csv.writer that hands every line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The table as lines of UTF-8 CSV, text that looks like a formula behind an apostrophe."""
    writer = csv.writer(_Echo())
    yield (_BOM + writer.writerow([safe_text(column.title) for column in columns])).encode()
    for row in rows:
        yield writer.writerow([_csv_cell(cell) for cell in row]).encode()


def safe_text(text: str) -> str:
    """The text, with an apostrophe before whatever a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv_cell(cell: Cell) -> str | int | float | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{_local(cell):%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return safe_text(cell) if isinstance(cell, str) else cell


def write_xlsx(
    target: IO[bytes] | str,
    *,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    sheet: str = "Danh sách",
    title: str = "",
    notes: Sequence[str] = (),
) -> int:
    """Write one sheet row by row (title and notes above the header) and return the number of data rows."""
    # strings_to_*: text stays text, whatever it looks like; a name is never a formula or a link.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    import xlsxwriter  # 12 MB that a process without an export never needs

    with xlsxwriter.Workbook(target, options) as book:
        return _Sheet(book, sheet).write(columns, rows, title, notes)


def xlsx_chunks(
    *,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    sheet: str = "Danh sách",
    title: str = "",
    notes: Sequence[str] = (),
) -> Iterator[bytes]:
    """The XLSX file in pieces for a streamed answer; it is made in a file on disk, not in memory."""
    with tempfile.TemporaryFile() as file:
        write_xlsx(file, columns=columns, rows=rows, sheet=sheet, title=title, notes=notes)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


class _Sheet:
    def __init__(self, book: Any, name: str) -> None:
        self.page = book.add_worksheet(_sheet_name(name))
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})

    def write(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], title: str, notes: Sequence[str]
    ) -> int:
        for index, column in enumerate(columns):
            self.page.set_column(index, index, column.width)
        top = self._preface(title, notes)
        for index, column in enumerate(columns):
            self.page.write_string(top, index, column.title, self.head)
        self.page.freeze_panes(top + 1, 0)
        self.page.repeat_rows(top)
        count = 0
        for count, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                self._cell(top + count, index, cell)
        return count

    def _preface(self, title: str, notes: Sequence[str]) -> int:
        lines = ([(title, self.title)] if title else []) + [(note, self.note) for note in notes]
        for row, (text, look) in enumerate(lines):
            self.page.write_string(row, 0, text, look)
        return len(lines) + 1 if lines else 0

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, datetime):
            self.page.write_datetime(row, column, _local(cell).replace(tzinfo=None), self.moment)
        elif isinstance(cell, date):
            self.page.write_datetime(row, column, cell, self.day)
        elif isinstance(cell, str):
            self.page.write_string(row, column, cell)
        elif cell is not None:
            self.page.write_number(row, column, cell)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _sheet_name(name: str) -> str:
    """Excel allows 31 characters and none of []:*?/\\."""
    return "".join(mark if mark not in "[]:*?/\\'" else " " for mark in name)[:31] or "1"
