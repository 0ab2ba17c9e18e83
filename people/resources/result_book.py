"""The clerk's own workbook with what became of each row written beside it."""

import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from people.models import Roster, RosterRow
from people.resources.result_list import MASK, explanation, outcome
from people.roster_words import REASONS, WARNINGS

Status = RosterRow.Status
_TINTS = {
    Status.CREATED: "E3F4E6",
    Status.UPDATED: "E2EEFA",
    Status.DUPLICATE: "FFF3D6",
    Status.REJECTED: "FBE0DD",
}
# The start of a code says which cell it speaks of.
_CELLS = {
    "phone": ("phone",),
    "cccd": ("identity",),
    "cmnd": ("identity",),
    "email": ("email",),
    "dob": ("birth", "birth_male", "birth_female"),
    "unit": ("unit", "unit_code"),
    "hamlet": ("unit",),
    "identity": ("identity",),
    "missing_name": ("full_name", "given_name"),
    "missing_identifier": ("identity",),
}
_LIKE_A_NUMBER = re.compile(r"\d(?:[ .\u00a0'-]?\d){10,11}")  # eleven: Excel took the zero
_NINE = re.compile(r"\d(?:[ .\u00a0'-]?\d){8}")


def annotated_book(data: bytes, roster: Roster, *, masked: bool) -> bytes:
    """Formats and sheets are kept; `masked` leaves three digits of each identity number.

    Of a formula its value is kept: whoever opens the file runs nothing that a sender wrote, and no formula shows a
    number that the mask did not see.
    """
    book = load_workbook(io.BytesIO(data), keep_links=False, data_only=True)
    by_sheet: dict[str, list[RosterRow]] = {}
    for row in roster.rows.order_by("sheet", "number"):
        by_sheet.setdefault(row.sheet, []).append(row)
    for sheet in book.worksheets:
        layout = roster.layout.get(sheet.title, {})
        if masked:
            _mask(sheet, layout.get("identity"))
        if rows := by_sheet.get(sheet.title[:100]):
            _annotate(sheet, rows, layout)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _annotate(sheet: Worksheet, rows: list[RosterRow], layout: dict[str, int]) -> None:
    column = _free_column(sheet, rows)
    head = _head_row(sheet, rows[0].number)
    for offset, (title, width) in enumerate(((_("Kết quả nạp"), 18), (_("Giải thích"), 60))):
        cell = sheet.cell(head, column + offset, title)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width
    for row in rows:
        sheet.cell(row.number, column, outcome(row))
        said = sheet.cell(row.number, column + 1, explanation(row))
        said.alignment = Alignment(wrap_text=True, vertical="top")
        _tint(sheet, row, column + 1)
        for field, text in _remarks(row):
            _comment(sheet, row, layout.get(field), text)


def _free_column(sheet: Worksheet, rows: list[RosterRow]) -> int:
    """After the last cell that says something in the rows of the roster: a sheet's own width may lie."""
    filled = 1
    for cells in sheet.iter_rows(min_row=max(1, rows[0].number - 3), max_row=rows[-1].number):
        filled = max([filled, *(cell.column for cell in cells if cell.value is not None)])
    return filled + 1


def _head_row(sheet: Worksheet, first: int) -> int:
    """The nearest row above the data with at least three filled cells."""
    for number in range(first - 1, max(0, first - 10), -1):
        if sum(cell.value is not None for cell in sheet[number]) >= 3:
            return number
    return max(1, first - 1)


def _tint(sheet: Worksheet, row: RosterRow, last: int) -> None:
    colour = _TINTS.get(Status(row.status))
    if colour:
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        for cells in sheet.iter_rows(min_row=row.number, max_row=row.number, max_col=last):
            for cell in cells:
                cell.fill = fill


def _remarks(row: RosterRow) -> Iterator[tuple[str, str]]:
    """Cells with what is to be said of them."""
    words = [(code, WARNINGS.get(code, code)) for code in row.warnings]
    words += [(row.reason, REASONS.get(row.reason, row.reason))] if row.reason else []
    for code, text in words:
        start = next((known for known in (code, code.split("_", maxsplit=1)[0]) if known in _CELLS), "")
        for field in _CELLS.get(start, ()):
            yield field, str(text)


def _comment(sheet: Worksheet, row: RosterRow, column: int | None, text: str) -> None:
    if column is None:
        return
    cell = sheet.cell(row.number, column + 1)
    if not hasattr(cell, "comment") or (cell.coordinate in sheet.merged_cells and cell.value is None):
        return  # a merged cell below its first one carries nothing
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + text, _("Lớp Số"), width=260, height=90)


def _mask(sheet: Worksheet, column: int | None) -> None:
    """Whatever looks like an identity number, wherever it stands: clerks write them in notes, too."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is None or isinstance(cell.value, bool):
                continue
            text = f"{cell.value:.0f}" if isinstance(cell.value, float) else str(cell.value)
            hidden = _LIKE_A_NUMBER.sub(_hide, text)
            if column is not None and cell.column == column + 1:
                hidden = _NINE.sub(_hide, hidden)
            if hidden != text:
                cell.value = hidden


def _hide(found: re.Match[str]) -> str:
    return MASK + re.sub(r"\D", "", found.group())[-3:]
