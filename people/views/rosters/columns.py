"""The second step, where it is needed or asked for: how letters are coded, where the header is, what each column holds."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from people.models import Roster
from people.models.roster import State
from people.resources import recheck_roster
from people.resources.checking import file_of
from people.resources.raw_row import LENGTHS, masked
from people.roster_words import ENCODINGS, FIELDS
from people.rosters import encodings
from people.rosters.choices import Choices
from people.rosters.reading import Reading, look_into
from people.rosters.sheets import ColumnReading, SheetReading
from people.views.desk import Desk, hr_page
from people.views.rosters.shared import roster_context, roster_or_404

AUTOMATIC = ""
NEEDED = {"full_name", "given_name"}


@hr_page
@require_http_methods(["GET", "POST"])
def roster_columns(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Shown with what was guessed; saved choices are used at once and remembered for the next file like it."""
    roster = roster_or_404(desk, uuid)
    open_to_change = roster.state == State.CHECKED or (roster.state == State.FAILED and not roster.asked_at)
    if not open_to_change or not roster.has_file:
        messages.error(request, _("Danh sách này không còn ở bước xem trước, nên không sửa được nữa."))
        return redirect("roster_detail", roster.uuid)
    choices, error = roster.chosen, ""
    if "doc-lai" in request.POST:  # what was guessed from other letters is guessed anew
        choices = Choices(encoding=_encoding(request.POST), mended=choices.mended)
    elif request.method == "POST":
        choices = _chosen(request.POST, choices)
        if not (error := _refusal(desk, roster, choices)):
            return redirect("roster_detail", roster.uuid)
    reading = look_into(file_of(roster), file_name=roster.file_name, as_of=roster.as_of, choices=choices)
    return render(request, "people/roster_columns.html", _context(desk, roster, reading, choices, error))


def _refusal(desk: Desk, roster: Roster, choices: Choices) -> str:
    """Check the file again by the choices; a sentence when that cannot be."""
    if any(not NEEDED & set(fields) for fields in choices.columns.values()):
        return _("Hãy chỉ ra cột họ và tên.")
    try:
        recheck_roster(roster, choices=choices, at=desk.now, by=desk.account)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _context(desk: Desk, roster: Roster, reading: Reading, choices: Choices, error: str) -> dict[str, Any]:
    sheets = [sheet for sheet in reading.sheets if not sheet.hidden and sheet.columns]
    return roster_context(
        desk,
        roster,
        step=2,
        sheets=[_shown(number, sheet) for number, sheet in enumerate(sheets)],
        fields=FIELDS,
        encodings=[(code, ENCODINGS[code]) for code in encodings.ENCODINGS],
        encoding=choices.encoding,
        read_as=ENCODINGS.get(reading.encoding, ""),
        offer=reading.suggested if reading.suggested.encoding else None,
        offered_words=ENCODINGS.get(reading.suggested.encoding, ""),
        remembered=roster.totals.get("remembered_columns", []),
        error=error,
    )


def _shown(number: int, sheet: SheetReading) -> dict[str, Any]:
    last = sheet.first_row - 1 if sheet.fields else ""
    return {
        "sheet": sheet,
        "number": number,
        "read": bool(sheet.fields),
        "header_row": last,
        "columns": [_discreet(column) for column in sheet.columns],
    }


def _discreet(column: ColumnReading) -> ColumnReading:
    """Identity numbers by their last digits; in other columns nine digits may be a phone."""
    lengths = LENGTHS if column.field == "identity" else LENGTHS[-1:]
    return replace(column, samples=tuple(masked(text, lengths) for text in column.samples))


def _chosen(posted: QueryDict, before: Choices) -> Choices:
    """Columns and header rows as posted; mended rows stay as they are."""
    choices = Choices(encoding=_encoding(posted), mended=before.mended)
    for number, name in enumerate(posted.getlist("trang")):
        fields: dict[str, int] = {}
        for column, field in enumerate(posted.getlist(f"cot-{number}")):
            if field in FIELDS:
                fields.setdefault(field, column)
        if fields and posted.get(f"doc-{number}"):
            choices.columns[name] = fields
            row, shown = posted.get(f"dau-{number}", ""), posted.get(f"doan-{number}", "")
            if row.isdecimal() and row != shown:  # a header that was recognised knows its words by itself
                choices.header_rows[name] = int(row[:6])
            elif name in before.header_rows:
                choices.header_rows[name] = before.header_rows[name]
    return choices


def _encoding(posted: QueryDict) -> str:
    """The offered conversion's own button, else the select."""
    asked = (posted.get("doc-lai", AUTOMATIC), posted.get("ma", AUTOMATIC))
    return next((code for code in asked if code in encodings.ENCODINGS), AUTOMATIC)
