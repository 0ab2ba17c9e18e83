"""Rows mended in place: a cell corrected, a unit chosen for one row or for all written so, a row left out."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from people.models import Roster, RosterRow
from people.models.roster import State
from people.queries.roster_rows import OF_THE_UNIT, row_at, rows_written_so
from people.queries.unit_candidates import candidates_for, choosable
from people.resources import recheck_roster
from people.resources.raw_row import raw_cells
from people.roster_forms import RowForm
from people.roster_words import FIELDS, REASONS, WARNINGS
from people.rosters.choices import Choices
from people.rosters.unit_finder import UnitFinder
from people.scope import visible_unit_ids
from people.views.desk import Desk, hr_page
from people.views.rosters.shared import anchor, roster_context, roster_or_404


@hr_page
@require_http_methods(["GET", "POST"])
def roster_row(request: HttpRequest, desk: Desk, uuid: UUID, number: int) -> HttpResponse:
    """One row: what stands in the way, and boxes to put it right. Opened inside the table where scripts run."""
    roster = roster_or_404(desk, uuid)
    row = _row_or_404(request, roster, number)
    if roster.state != State.CHECKED or not roster.has_file:
        messages.error(request, _("Danh sách này không còn ở bước xem trước, nên không sửa được nữa."))
        return redirect("roster_detail", roster.uuid)
    form, units = _form(request, desk, roster, row)
    if request.method == "POST" and form.is_valid():
        return _mend(request, desk, roster, row, form)
    context = roster_context(
        desk,
        roster,
        row=row,
        form=form,
        units=units,
        remarks=[REASONS.get(row.reason, row.reason)] if row.reason else [],
        warnings=[WARNINGS.get(code, code) for code in row.warnings],
        back=_address(request, roster, number),
        here=request.get_full_path(),
        skip_url=f"{reverse('roster_row_skip', args=[roster.uuid, row.number])}?{request.GET.urlencode()}",
        raw=_raw(roster, row),
    )
    return render(request, "people/roster_row.html", context, status=400 if form.errors else 200)


@hr_page
@require_POST
def roster_row_skip(request: HttpRequest, desk: Desk, uuid: UUID, number: int) -> HttpResponse:
    """Leave a row out, or (`lai`) let it be as the file has it again."""
    roster = roster_or_404(desk, uuid)
    row = _row_or_404(request, roster, number)
    choices = roster.chosen
    choices.mended.pop((row.sheet, number), None)
    said = _("Dòng %(n)s lại như trong tệp.") % {"n": number}
    if "lai" not in request.POST:
        choices.mended[row.sheet, number] = {"skip": "1"}
        said = _("Đã bỏ dòng %(n)s.") % {"n": number}
    return _recheck(request, desk, roster, choices, said, _address(request, roster, number))


@hr_page
@require_POST
def roster_units(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """One choice for every row that writes its unit in the same words."""
    roster = roster_or_404(desk, uuid)
    text, unit = request.POST.get("chu", ""), request.POST.get("don_vi", "")
    rows = list(rows_written_so(roster, text))
    allowed = {str(one.uuid) for one, _words in choosable(desk.tree, roster.as_of, _visible(desk, roster))}
    if unit not in allowed:
        messages.error(request, _("Hãy chọn một đơn vị cho “%(text)s”.") % {"text": text})
        return redirect("roster_detail", roster.uuid)
    choices = _with_unit(roster.chosen, rows, unit)
    said = _("Đã chọn đơn vị cho %(n)s dòng ghi “%(text)s”.") % {"n": len(rows), "text": text}
    return _recheck(request, desk, roster, choices, said, reverse("roster_detail", args=[roster.uuid]))


def _row_or_404(request: HttpRequest, roster: Roster, number: int) -> RosterRow:
    row = row_at(roster, request.GET.get("trang", ""), number)
    if row is None:
        raise DomainError(_("Không có dòng này trong danh sách."), status=404)
    return row


def _raw(roster: Roster, row: RosterRow) -> list[tuple[Any, str]]:
    """What the file itself says; a long one takes too long to open for one row."""
    if not roster.is_small:
        return []
    return [(FIELDS.get(name, name), text) for name, text in raw_cells(roster, row)]


def _form(request: HttpRequest, desk: Desk, roster: Roster, row: RosterRow) -> tuple[RowForm, list[str]]:
    visible = _visible(desk, roster)
    text = row.data["unit_text"]
    alike = rows_written_so(roster, text).count() if row.reason in OF_THE_UNIT else 0
    finder = UnitFinder(desk.tree, roster.as_of)
    form = RowForm(
        request.POST or None,
        row=row,
        candidates=candidates_for(text, row.reason, finder, visible),
        finder=finder,
        visible=visible,
        alike=alike,
    )
    return form, [words for _unit, words in choosable(desk.tree, roster.as_of, visible)]


def _mend(request: HttpRequest, desk: Desk, roster: Roster, row: RosterRow, form: RowForm) -> HttpResponse:
    mended, back = form.mended, _address(request, roster, row.number)
    if not mended:
        messages.info(request, _("Dòng %(n)s chưa có gì thay đổi.") % {"n": row.number})
        return HttpResponseRedirect(back)
    choices = roster.chosen
    unit = mended.get("unit_uuid")
    if unit and form.cleaned_data.get("giong"):
        choices = _with_unit(choices, list(rows_written_so(roster, row.data["unit_text"])), unit)
    key = row.sheet, row.number
    choices.mended[key] = choices.mended.get(key, {}) | mended
    return _recheck(request, desk, roster, choices, partial(_outcome, roster, row), back)


def _outcome(roster: Roster, before: RosterRow) -> str:
    """What the row has come to; a long file is still being checked."""
    row = row_at(roster, before.sheet, before.number) if roster.state == State.CHECKED else None
    if row is None:
        return _("Đã sửa dòng %(n)s.") % {"n": before.number}
    words = {"n": row.number, "outcome": row.get_status_display(), "why": REASONS.get(row.reason, "")}
    if row.reason:
        return _("Đã sửa dòng %(n)s. Kết quả: %(outcome)s. %(why)s") % words
    return _("Đã sửa dòng %(n)s. Kết quả: %(outcome)s.") % words


def _with_unit(choices: Choices, rows: list[RosterRow], unit: str) -> Choices:
    for row in rows:
        key = row.sheet, row.number
        choices.mended[key] = choices.mended.get(key, {}) | {"unit_uuid": unit}
    return choices


def _recheck(
    request: HttpRequest,
    desk: Desk,
    roster: Roster,
    choices: Choices,
    said: str | Callable[[], str],
    back: str,
) -> HttpResponse:
    try:
        recheck_roster(roster, choices=choices, at=desk.now, by=desk.account)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said() if callable(said) else said)
    return HttpResponseRedirect(back)


def _visible(desk: Desk, roster: Roster) -> set[int] | None:
    return visible_unit_ids(desk.account, roster.as_of, desk.tree, desk.right)


def _address(request: HttpRequest, roster: Roster, number: int) -> str:
    """The page of the table that the clerk came from, at the row."""
    query: Any = request.GET.copy()
    sheet = query.pop("trang", [""])[0]
    asked = f"?{query.urlencode()}" if query else ""
    return f"{reverse('roster_detail', args=[roster.uuid])}{asked}#{anchor(roster, sheet, number)}"
