"""The data rows of a sheet: sections, totals, signatures, ditto marks and merged cells understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from common.vietnamese import fold
from people.rosters.book import Sheet
from people.rosters.cells import text_of
from people.rosters.header import Header, find_header

_DITTO = {"-nt-", "nt", "-nt", "nt-", '"', "''", "″", "”", "“", "-//-", "//", "như trên"}
_TOTAL = re.compile(r"(tong cong|tong so|tong|cong)\b.*")
_SIGNATURE = re.compile(
    r"(nguoi lap|lap bieu|giam doc|thu truong|truong phong|nguoi tong hop|xac nhan|noi nhan|"
    r"\(?ky[ ,]|tm\.|tm ubnd|kt\.)"
)
_SECTION_NUMBER = re.compile(r"([ivxlc]+|[a-h])[.)]?", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:[ivxlc]+[.)]\s*|[a-h][.)]\s*|\d+[.)]\s*)?"
    r"(huyện|thành phố|thị xã|tp\.|tx\.|h\.|xã|phường|thị trấn)\b.*",
    re.IGNORECASE,
)
_SAYS_SOMETHING = ("identity", "phone", "birth", "birth_male", "birth_female", "email")
_REPEATABLE = ("unit", "district", "position", "unit_code")


@dataclass
class Line:
    """One data row: its cells by what they hold, with the section above it."""

    sheet: str
    number: int
    cells: dict[str, Any]
    section: str = ""
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return text_of(self.cells.get(name))


def data_lines(sheet: Sheet) -> list[Line] | None:
    """The data rows below the header; None when the sheet has no header."""
    header = find_header(sheet.rows)
    if header is None:
        return None
    _fill_merged(sheet, header)
    return list(_lines(sheet, header))


def _lines(sheet: Sheet, header: Header) -> Iterator[Line]:
    section = ""
    above: dict[str, Any] = {}
    for number, row in enumerate(sheet.rows[header.first_data_row :], start=header.first_data_row + 1):
        cells = {name: row[at] for name, at in header.columns.items() if at < len(row) and text_of(row[at])}
        line = Line(sheet.name, number, cells, section)
        _join_name(line)
        heading = _section_heading(line, row)
        if heading is not None:
            section = heading
        elif _is_data(line):
            _expand_ditto(line, above)
            above = line.cells
            yield line


def _join_name(line: Line) -> None:
    parts = [line.text("family_name"), line.text("given_name")]
    if "full_name" not in line.cells and any(parts):
        line.cells["full_name"] = " ".join(part for part in parts if part)


def _section_heading(line: Line, row: list[Any]) -> str | None:
    """The text of a row that only names a place for the rows below it."""
    filled = [text_of(cell) for cell in row if text_of(cell)]
    if not 1 <= len(filled) <= 2 or any(name in line.cells for name in _SAYS_SOMETHING):
        return None
    if not _PLACE.fullmatch(filled[-1]):
        numbered = len(filled) == 2 and _SECTION_NUMBER.fullmatch(filled[0])
        return "" if numbered else None
    return re.sub(r"^([IVXLC]+|[A-H]|\d+)[.)]\s*", "", filled[-1])


def _is_data(line: Line) -> bool:
    if not line.text("full_name") and not line.text("identity"):
        return False
    if any(name in line.cells for name in _SAYS_SOMETHING):
        return True
    start = fold(line.text("full_name"))
    return not _TOTAL.match(start) and not _SIGNATURE.match(start)


def _expand_ditto(line: Line, above: dict[str, Any]) -> None:
    for name in _REPEATABLE:
        if line.text(name).lower() in _DITTO and name in above:
            line.cells[name] = above[name]
            line.warnings.append("ditto_expanded")


def _fill_merged(sheet: Sheet, header: Header) -> None:
    """A merged cell gives its value to every row it covers."""
    for top, left, bottom, _right in sheet.merged:
        if bottom > top >= header.first_data_row and top < len(sheet.rows):
            value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
            for row in sheet.rows[top + 1 : bottom + 1]:
                if left < len(row) and not text_of(row[left]):
                    row[left] = value
