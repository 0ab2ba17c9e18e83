"""Streaming CSV and XLSX that spreadsheets cannot mistake for formulas; nothing is held in memory."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import IO, Any

from common.sheet_book import write_book
from common.sheet_rows import ByKind, local

Cell = str | int | float | Decimal | date | datetime | None
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
_BOM = "\ufeff"  # Excel reads CSV as UTF-8 only after it
_CHUNK = 64 * 1024
_ROWS = 200  # of CSV handed on together


@dataclass(frozen=True)
class Column:
    """A heading with the width of its column in characters."""

    title: str
    width: int = 16


def csv_chunks(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The table as pieces of UTF-8 CSV, text that looks like a formula behind an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written)
    written.write(_BOM)
    writer.writerow([safe_text(column.title) for column in columns])
    waiting, more = iter(rows), True
    while more:
        piece = [[_CSV[type(cell)](cell) for cell in row] for row in islice(waiting, _ROWS)]
        writer.writerows(piece)
        yield written.getvalue().encode()
        written.seek(0)
        written.truncate()
        more = bool(piece)


def safe_text(text: str) -> str:
    """The text, with an apostrophe before whatever a spreadsheet would calculate."""
    return f"'{text}" if text[:1] in _FORMULA_STARTS else text


@lru_cache(maxsize=4096)  # the same days again and again
def _csv_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _csv_moment(moment: datetime) -> str:
    return f"{local(moment):%d/%m/%Y %H:%M}"


_CSV = ByKind({str: safe_text, date: _csv_day, datetime: _csv_moment}, lambda cell: cell)


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
    counted, frame = _Counted(rows), io.BytesIO()
    first = _write_frame(frame, columns, sheet, title, notes)
    write_book(target, frame, counted, first=first + 1, columns=len(columns))
    return counted.count


def _write_frame(
    target: IO[bytes], columns: Sequence[Column], sheet: str, title: str, notes: Sequence[str]
) -> int:
    """Everything but the rows; the place of the first, counted from nought."""
    # strings_to_*: text stays text, whatever it looks like; a name is never a formula or a link.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    import xlsxwriter  # 12 MB that a process without an export never needs

    with xlsxwriter.Workbook(target, options) as book:
        return _Sheet(book, sheet).write(columns, title, notes)


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


class _Counted:
    """Rows passing by, and how many have."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.count += 1
            yield row


class _Sheet:
    def __init__(self, book: Any, name: str) -> None:
        self.page = book.add_worksheet(_sheet_name(name))
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})

    def write(self, columns: Sequence[Column], title: str, notes: Sequence[str]) -> int:
        """Returns where the rows begin; there stands an example of a day and a moment."""
        for index, column in enumerate(columns):
            self.page.set_column(index, index, column.width)
        top = self._preface(title, notes)
        for index, column in enumerate(columns):
            self.page.write_string(top, index, column.title, self.head)
        self.page.freeze_panes(top + 1, 0)
        self.page.repeat_rows(top)
        self.page.write_number(top + 1, 0, 1, self.day)
        self.page.write_number(top + 1, 1, 1, self.moment)
        return top + 1

    def _preface(self, title: str, notes: Sequence[str]) -> int:
        lines = ([(title, self.title)] if title else []) + [(note, self.note) for note in notes]
        for row, (text, look) in enumerate(lines):
            self.page.write_string(row, 0, text, look)
        return len(lines) + 1 if lines else 0


def _sheet_name(name: str) -> str:
    """Excel allows 31 characters and none of []:*?/\\."""
    return "".join(mark if mark not in "[]:*?/\\'" else " " for mark in name)[:31] or "1"
