"""What a clerk or a second person decides about a whole roster; every deed is a POST and leads back to its page."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.tables import XLSX_TYPE
from people.models import Roster
from people.models.roster import State
from people.queries.rosters import leavers, may_undo, movers
from people.resources import (
    Ending,
    approve_roster,
    ask_to_apply,
    cancel_roster,
    refuse_roster,
    result_workbook,
    retry_roster,
    undo_roster,
    withdraw_roster,
)
from people.roster_words import APPROVAL_REASONS, ENDINGS
from people.views.desk import Desk, hr_page
from people.views.rosters.shared import done_or_said, roster_context, roster_or_404
from people.views.rosters.show import question, takes

SHOWN = 500


@hr_page
@require_http_methods(["GET", "POST"])
def roster_apply(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The last question, with who would leave; then the import. A double click is one import."""
    roster = roster_or_404(desk, uuid)
    if request.method == "POST":
        return _apply(request, desk, roster)
    if roster.state != State.CHECKED:
        return redirect("roster_detail", roster.uuid)
    gone = leavers(roster, desk.tree)
    context = roster_context(
        desk,
        roster,
        step=4,
        question=question(roster),
        takes=takes(roster),
        why=[APPROVAL_REASONS.get(code, code) for code in roster.change.get("why", ())],
        leavers=gone[:SHOWN],
        hidden=max(0, len(gone) - SHOWN),
        movers=movers(roster)[:SHOWN],
        endings=ENDINGS,
    )
    return render(request, "people/roster_apply.html", context)


def _apply(request: HttpRequest, desk: Desk, roster: Roster) -> HttpResponse:
    before = roster.state
    endings = [
        Ending(person, request.POST.get(f"ly-do-{person}", "other"))
        for person in request.POST.getlist("nghi")
    ]

    def ask() -> None:
        nonlocal roster
        roster = ask_to_apply(roster, at=desk.now, by=desk.account, endings=endings)

    def said() -> str:
        if before == State.APPLIED:
            return _("Danh sách này đã được nạp trước đó.")
        return _("Đã nạp danh sách.") if roster.state == State.APPLIED else ""

    return done_or_said(request, roster, ask, said)


@hr_page
@require_POST
def roster_decide(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The second person agrees, or sends it back with a reason."""
    roster = roster_or_404(desk, uuid)
    if "duyet" in request.POST:
        agree = partial(approve_roster, roster, at=desk.now, by=desk.account)
        return done_or_said(request, roster, agree, _("Đã duyệt danh sách."))
    reason = request.POST.get("ly-do", "")
    refuse = partial(refuse_roster, roster, reason=reason, at=desk.now, by=desk.account)
    return done_or_said(request, roster, refuse, _("Đã gửi trả danh sách."))


@hr_page
@require_POST
def roster_withdraw(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The clerk takes the question back, to mend something."""
    return _plain(request, desk, uuid, withdraw_roster, _("Đã rút lại; có thể sửa tiếp."))


@hr_page
@require_POST
def roster_cancel(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Nobody shall apply this file; it is deleted."""
    return _plain(request, desk, uuid, cancel_roster, _("Đã bỏ danh sách và xóa tệp."))


@hr_page
@require_POST
def roster_retry(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A failed roster goes on where it stopped."""
    return _plain(request, desk, uuid, retry_roster, "")


@hr_page
@require_http_methods(["GET", "POST"])
def roster_undo(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Says what undoing does before it is done."""
    if request.method == "POST":
        return _plain(request, desk, uuid, undo_roster, "")
    roster = roster_or_404(desk, uuid)
    if not may_undo(desk.account, roster):
        return redirect("roster_detail", roster.uuid)
    return render(request, "people/roster_undo.html", roster_context(desk, roster))


@hr_page
@require_safe
@never_cache
def roster_result(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The clerk's workbook with a remark on every row; a long one is made first, and the page asks again."""
    roster = roster_or_404(desk, uuid)
    book = result_workbook(roster, at=desk.now, by=desk.account)
    if book is None:
        return render(request, "people/roster_result_wait.html", roster_context(desk, roster), status=202)
    answer = HttpResponse(book.content, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=book.name)
    return answer


def _plain(request: HttpRequest, desk: Desk, uuid: UUID, verb: Callable[..., Any], said: str) -> HttpResponse:
    roster = roster_or_404(desk, uuid)
    return done_or_said(request, roster, partial(verb, roster, at=desk.now, by=desk.account), said)
