"""Reads a roster file into rows, each judged by itself; stores nothing."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from common.errors import DomainError
from people.queries.tree import UnitTree
from people.rosters.book import open_book
from people.rosters.choices import Choices
from people.rosters.lines import data_lines
from people.rosters.row import Row, read_row
from people.rosters.unit_finder import UnitFinder


@dataclass
class Reading:
    """The rows of a file, and the sheets that gave none."""

    rows: list[Row]
    tree: UnitTree
    hidden_sheets: list[str] = field(default_factory=list)
    sheets_without_header: list[str] = field(default_factory=list)


def read_roster(data: bytes, *, file_name: str, as_of: date, choices: Choices | None = None) -> Reading:
    """Every data row judged by itself; refuses a file without a header or without people."""
    book = open_book(data, file_name)
    reading = Reading([], UnitTree.load(), book.hidden)
    finder = UnitFinder(reading.tree, as_of)
    for sheet in book.sheets:
        lines = data_lines(sheet)
        if lines is None:
            reading.sheets_without_header.append(sheet.name)
        reading.rows += [read_row(line, as_of=as_of, finder=finder) for line in lines or []]
    if len(reading.sheets_without_header) == len(book.sheets):
        raise DomainError(
            _(
                "Không thấy dòng tiêu đề. "
                "Danh sách cần có các cột “Họ và tên”, “Đơn vị” và một cột để nhận ra người."
            )
        )
    if not reading.rows:
        raise DomainError(_("Tệp có tiêu đề nhưng không có dòng nào ghi tên người."))
    return reading
