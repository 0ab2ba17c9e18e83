"""A table as XLSX, CSV or a printed A4 page; each says how many rows it has written."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import IO

from common.tables import Cell, Column, csv_chunks, write_xlsx
from common.vietnamese import format_day, format_number
from people.queries.letterhead import body_names, province_on
from reports.models import ExportFile
from reports.services.exporting.table import Table

Format = ExportFile.Format
SAY_EVERY = 100  # rows; whoever is told looks at the clock each time
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


class Counted:
    """Rows passing by; whoever waits is told how many, now and then."""

    def __init__(self, rows: Iterable[list[Cell]], say: Callable[[int], None]) -> None:
        self.rows, self.say, self.count = rows, say, 0

    def __iter__(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            self.count += 1
            if self.count % SAY_EVERY == 1:
                self.say(self.count)
            yield row


def write(table: Table, form: str, target: IO[bytes], printed_on: date, say: Callable[[int], None]) -> int:
    """The number of rows written. Also after a mishap nothing stays open: a database's cursor may be behind the rows."""
    with closing(table.rows):
        return _write(table, Counted(table.rows, say), form, target, printed_on)


def _write(table: Table, rows: Counted, form: str, target: IO[bytes], printed_on: date) -> int:
    columns = [Column(head.title, head.width) for head in table.heads]
    if form == Format.XLSX:
        write_xlsx(target, columns=columns, rows=rows, title=table.title, notes=table.notes)
    elif form == Format.CSV:
        for piece in csv_chunks(columns, rows):
            target.write(piece)
    else:
        _print(table, rows, target, printed_on)
    return rows.count


def _print(table: Table, rows: Iterable[list[Cell]], target: IO[bytes], printed_on: date) -> None:
    from common.pdf_book import Book, draw_book  # reportlab, only where something is printed
    from common.pdf_fonts import ONE_AT_A_TIME

    province = province_on(printed_on)
    office = table.office or province
    above, name = body_names(office, province) if office else ("", "")
    book = Book(
        above=above, office=name, title=table.title, place=province.name if province else "",
        printed_on=printed_on, columns=table.millimetres, facts=table.notes,
        sums=[f"Tổng số: {format_number(table.count)} dòng."], maker="NGƯỜI LẬP BIỂU",
    )  # fmt: skip
    with ONE_AT_A_TIME:
        draw_book(target, book, (tuple(map(_text, row)) for row in rows))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return format_day(cell)
    return format_number(cell, 2).removesuffix(",00") if isinstance(cell, float) else str(cell)
