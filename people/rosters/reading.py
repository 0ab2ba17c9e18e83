"""Reads a roster file into rows, each judged by itself; stores nothing."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from common.collector import collector_paused
from common.errors import DomainError
from common.legacy_vietnamese import CONVERTERS
from people.queries.tree import Unit, UnitTree
from people.rosters.book import Book, Sheet, open_book
from people.rosters.choices import Choices
from people.rosters.conversion import convert_book, suggested
from people.rosters.encodings import NOTHING_TO_OFFER, Suggestion
from people.rosters.header import Header, find_header, given_header
from people.rosters.lines import lines_below
from people.rosters.row import Row, read_row
from people.rosters.sheets import SheetReading, look_at
from people.rosters.unit_candidates import candidates
from people.rosters.unit_finder import UnitFinder


@dataclass
class Reading:
    """The rows of a file, its sheets with their columns, and how its letters were read.

    `suggested` is a conversion to offer when many texts only make sense converted.
    """

    rows: list[Row]
    tree: UnitTree
    hidden_sheets: list[str] = field(default_factory=list)
    sheets_without_header: list[str] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)
    encoding: str = ""
    suggested: Suggestion = NOTHING_TO_OFFER
    finder: UnitFinder | None = None

    @property
    def suggested_encoding(self) -> str:
        return self.suggested.encoding

    def candidates(self, row: Row) -> list[Unit]:
        """Units to offer for a row that found none; looked for only when asked."""
        return candidates(self.finder, row) if self.finder else []


class Unreadable(DomainError):
    """No row could be read; `reading` shows the sheets, so that columns or encoding can be chosen by hand."""

    def __init__(self, message: str, reading: Reading) -> None:
        super().__init__(message)
        self.reading = reading


def read_roster(data: bytes, *, file_name: str, as_of: date, choices: Choices | None = None) -> Reading:
    """Every data row judged by itself; refuses a file without a header or without people."""
    reading = look_into(data, file_name=file_name, as_of=as_of, choices=choices)
    shown = [sheet for sheet in reading.sheets if not sheet.hidden]
    if len(reading.sheets_without_header) == len(shown):
        raise Unreadable(_no_header(reading), reading)
    if not reading.rows:
        raise Unreadable(_("Tệp có tiêu đề nhưng không có dòng nào ghi tên người."), reading)
    return reading


def look_into(data: bytes, *, file_name: str, as_of: date, choices: Choices | None = None) -> Reading:
    """The same without refusing a file in which nobody was found."""
    choices = choices or Choices()
    book = open_book(data, file_name, choices.encoding)
    offer = suggested(book, choices)
    convert_book(book, choices.encoding)
    tree = UnitTree.load()
    finder = UnitFinder(tree, as_of)
    encoding = choices.encoding if choices.encoding in CONVERTERS else book.encoding
    reading = Reading([], tree, book.hidden, encoding=encoding, suggested=offer, finder=finder)
    with collector_paused():
        _read_sheets(reading, book, choices, as_of=as_of, finder=finder)
    reading.sheets += [SheetReading(name, hidden=True) for name in book.hidden]
    return reading


def _read_sheets(reading: Reading, book: Book, choices: Choices, *, as_of: date, finder: UnitFinder) -> None:
    for sheet in book.sheets:
        header = _header(sheet, choices)
        seen = look_at(sheet, header)
        reading.sheets.append(seen)
        if header is None:
            reading.sheets_without_header.append(sheet.name)
            continue
        before = len(reading.rows)
        for line in lines_below(header, sheet, choices.mended):
            reading.rows.append(read_row(line, as_of=as_of, finder=finder))
        seen.data_rows = len(reading.rows) - before
        sheet.rows.clear()


def _header(sheet: Sheet, choices: Choices) -> Header | None:
    columns = choices.columns.get(sheet.name)
    if columns:
        return given_header(sheet, columns, choices.header_rows.get(sheet.name))
    return find_header(sheet)


def _no_header(reading: Reading) -> str:
    if reading.suggested_encoding:
        return _("Chữ trong tệp gõ bằng phông cũ (%(font)s): hãy chọn chuyển mã rồi đọc lại.") % {
            "font": {"tcvn3": "TCVN3 – ABC, .VnTime", "vni": "VNI-Windows"}[reading.suggested_encoding]
        }
    return _(
        "Không thấy dòng tiêu đề. Danh sách cần có các cột “Họ và tên”, “Đơn vị” và một cột để nhận ra người."
    )
