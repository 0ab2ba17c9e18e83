"""The classes of a desk: as a list with tabs, and month by month."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.clock import local_day
from courses.queries.training.lists import (
    Shelf,
    last_month,
    meetings_of_month,
    next_month,
    on_shelf,
    shelf_counts,
    with_counts,
)
from courses.queries.training.viewing import Viewer
from courses.views.training.shared import class_page, context_of
from people.views.desk import page_of

ROWS = 25
MEETINGS = 100


@class_page
@require_safe
def training_list(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The next class first."""
    sessions, asked = viewer.sessions(), request.GET.get("muc", "")
    shelf = Shelf(asked) if asked in list(Shelf) else Shelf.GOING
    search = request.GET.get("tim", "").strip()[:100]
    page = page_of(on_shelf(sessions, shelf, search), request, ROWS)
    counts = with_counts(list(page))
    context = context_of(
        viewer, page=page, lines=[(session, counts[session.pk]) for session in page], search=search, shelf=shelf,
        tabs=_tabs(shelf, shelf_counts(sessions)), may_plan=viewer.may_plan,
    )  # fmt: skip
    return render(request, "courses/training/list.html", context)


@class_page
@require_safe
def training_month(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every meeting of a month, by day."""
    first = _month(request.GET.get("thang", ""), viewer.day)
    page = page_of(meetings_of_month(viewer.sessions(), first), request, MEETINGS)
    days: dict[date, list[Any]] = {}
    for meeting in page:
        days.setdefault(local_day(meeting.starts_at), []).append(meeting)
    context = context_of(
        viewer,
        first=first,
        days=list(days.items()),
        page=page,
        before=last_month(first),
        after=next_month(first),
    )
    return render(request, "courses/training/month.html", context)


def _month(text: str, today: date) -> date:
    """2026-12; anything else is this month."""
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def _tabs(shelf: Shelf, counts: dict[str, int]) -> list[dict[str, Any]]:
    names = {
        Shelf.GOING: _("Sắp tới, đang diễn ra"),
        Shelf.DRAFTS: _("Bản nháp"),
        Shelf.OVER: _("Đã xong, đã hủy"),
    }
    return [
        {
            "label": label,
            "count": counts[key.name],
            "current": key is shelf,
            "href": f"?muc={key}" if key else "?",
        }
        for key, label in names.items()
    ]
