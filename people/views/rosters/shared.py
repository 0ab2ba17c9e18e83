"""What every page of the wizard needs: the roster or 404, its head, and refusals said where the clerk stands."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.errors import DomainError, Forbidden
from people.models import Roster
from people.models.roster import State
from people.queries.rosters import visible_rosters
from people.views.desk import Desk

STEPS = {
    State.READING: 3, State.CHECKED: 3, State.WAITING_APPROVAL: 4, State.QUEUED: 5, State.APPLYING: 5,
    State.APPLIED: 6, State.UNDOING: 6, State.UNDONE: 6, State.FAILED: 5, State.CANCELLED: 3,
}  # fmt: skip


def roster_or_404(desk: Desk, uuid: UUID) -> Roster:
    """Somebody else's roster is answered like an unknown one."""
    seen = visible_rosters(desk.account, desk.today, desk.tree, desk.right)
    roster = seen.select_related("asked_by__person", "previous").filter(uuid=uuid).first()
    if roster is None:
        raise DomainError(_("Không có danh sách này trong phạm vi bạn phụ trách."), status=404)
    return roster


def roster_context(desk: Desk, roster: Roster, **more: Any) -> dict[str, Any]:
    """For the head and the steps above every page."""
    is_own = desk.account.pk in (roster.uploaded_by_id, roster.asked_by_id)
    unread = roster.state == State.FAILED and not roster.asked_at
    step = more.pop("step", 2 if unread else STEPS[State(roster.state)])
    return desk.context(roster=roster, step=step, is_own=is_own, **more)


def anchor(roster: Roster, sheet: str, number: int) -> str:
    """Where a row stands on its page; sheets after the first say which they are."""
    sheets = list(roster.layout)
    place = sheets.index(sheet) if sheet in sheets else 0
    return f"dong-{place + 1}-{number}" if place else f"dong-{number}"


def done_or_said(
    request: HttpRequest, roster: Roster, deed: Callable[[], Any], said: Callable[[], str] | str = ""
) -> HttpResponse:
    """Back to the roster's page: what was done is told, and what another tab or person did first is told too."""
    try:
        deed()
    except Forbidden:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if sentence := said() if callable(said) else said:
            messages.success(request, sentence)
    return redirect("roster_detail", roster.uuid)
