"""The help given in the ấp as the desk sees it: sums by ấp and month, each session, names only one by one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import DomainError
from courses.models import HelpSession
from courses.queries.help.taught import by_hamlet_and_month, may_void, villagers_taught
from courses.services.help.recording import void_help
from people.rights import Right
from people.views.desk import Desk, desk_page, page_for, page_of

ROWS, LINES = 25, 50


@desk_page
@require_safe
def help_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A year at a time; `?nam=2026`."""
    year = _year(request.GET.get("nam", ""), desk.today)
    span: dict[str, Any] = {"units": desk.units, "since": date(year, 1, 1), "until": date(year + 1, 1, 1)}
    rows = _sessions(desk).filter(held_on__year=year)
    context = desk.context(
        year=year, years=range(desk.today.year, desk.today.year - 5, -1), sums=villagers_taught(**span),
        months=page_of(by_hamlet_and_month(**span, tree=desk.tree), request, LINES),
        page=page_of(rows.select_related("hamlet", "void", "recorded_by__person"), request, ROWS),
    )  # fmt: skip
    return render(request, "courses/help/list.html", context)


@desk_page
@require_safe
def help_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """With the names of those who agreed; that they were read is written down."""
    session = _session(desk, uuid)
    names = list(session.named.values_list("name", flat=True))
    if names:
        desk.looked("help_named_read", unit=session.hamlet, count=len(names), session=str(session.uuid))
    context = desk.context(
        session=session, names=names, may_void=may_void(desk.account, session, desk.today) and not hasattr(session, "void")
    )  # fmt: skip
    return render(request, "courses/help/detail.html", context)


@page_for(Right.CHANGE_PEOPLE)
@require_POST
def help_void(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """By who keeps the records of the commune."""
    session = _session(desk, uuid)
    try:
        void_help(session=session, reason=request.POST.get("ly_do", ""), at=desk.now, by=desk.account)
        messages.success(request, _("Đã hủy buổi này; nó không còn trong số cộng."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("help_detail", session.uuid)


def _sessions(desk: Desk) -> QuerySet[HelpSession]:
    rows = HelpSession.objects.all()
    return rows if desk.units is None else rows.filter(hamlet__in=desk.units)


def _session(desk: Desk, uuid: UUID) -> HelpSession:
    found = _sessions(desk).select_related("hamlet", "void", "recorded_by__person").filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có buổi này trong phạm vi anh/chị phụ trách."), status=404)
    return found


def _year(text: str, today: date) -> int:
    """2026; anything else is this year."""
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= today.year else today.year
