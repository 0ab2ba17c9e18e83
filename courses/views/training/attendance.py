"""Attendance of a class at a glance: its meetings, what waits for a decision, the end and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from common.vietnamese import format_number
from courses.models import Claim, Meeting, TrainingSession
from courses.models.session import TAKES_PEOPLE
from courses.queries.training.attendance import came, counts_of, live_meetings, never_came, open_claims
from courses.queries.training.attendance import expected as expected_of
from courses.queries.training.viewing import Viewer
from courses.services.training.claims import decide
from courses.services.training.closing import close_session, reopen_session
from courses.services.training.credits import outcomes
from courses.views.training.shared import (
    class_page,
    context_of,
    own_class,
    require_open_for,
    seen,
    taught_class,
)
from people.views.desk import page_of
from people.views.people import as_uuid

ROWS = 50
ABSENT_CODES = 2000


@class_page
@require_safe
def attendance(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """Of each meeting how many came; after the end also who missed everything, ready for the next invitation."""
    session = taught_class(viewer, uuid)
    meetings = live_meetings(session)
    claims = page_of(open_claims(session), request, ROWS)
    closed = session.state == "closed"
    absent = list(never_came(session)[:ABSENT_CODES]) if closed else []
    if claims or absent:
        seen(viewer, session, len(claims) + len(absent))
    context = context_of(
        viewer, session=session, lines=_lines(session, meetings), claims=claims, closed=closed, absent=absent,
        expected=expected_of(session.seats.all()).count(), runs=viewer.runs(session),
        sheets=session.sheets.all()[:20], result=_result(session) if closed else None,
        open=session.state in TAKES_PEOPLE,
        over=bool(meetings) and meetings[-1].ends_at <= clock.now(),
    )  # fmt: skip
    return render(request, "courses/training/attendance.html", context)


@class_page
@require_POST
def attendance_close(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """From attendance to the record."""
    session = own_class(viewer, uuid)
    try:
        done = close_session(session=session, at=clock.now(), by=viewer.account)
        enough = sum(one.outcome.enough for one in done.seats)
        told = ngettext(
            "Đã kết thúc lớp: %(n)s người dự đủ và hoàn thành khóa học.",
            "Đã kết thúc lớp: %(n)s người dự đủ và hoàn thành khóa học.",
            enough,
        )
        messages.success(request, told % {"n": format_number(enough)})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("attendance", session.uuid)


@class_page
@require_POST
def attendance_reopen(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """With a reason."""
    session = own_class(viewer, uuid)
    try:
        reopen_session(
            session=session, reason=request.POST.get("ly_do", ""), at=clock.now(), by=viewer.account
        )
        messages.success(
            request, _("Đã mở lại lớp. Kết quả đã ghi giữ nguyên cho đến khi kết thúc lớp lần nữa.")
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("attendance", session.uuid)


@class_page
@require_POST
def attendance_decide(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """A sign of presence that was held: it counts, or it does not."""
    session = taught_class(viewer, uuid)
    require_open_for(viewer, session)
    try:
        rows = Claim.objects.filter(meeting__session=session, uuid=as_uuid(request.POST.get("luot", "")))
        claim = rows.select_related("meeting__session__lead_unit", "person").first()
        if claim is None:
            raise DomainError(_("Không có lượt này trong lớp."), status=404)
        accepted = request.POST.get("nhan") == "co"
        decide(claim=claim, accepted=accepted, at=clock.now(), by=viewer.account)
        messages.success(request, _("Đã ghi là có dự.") if accepted else _("Đã ghi là không tính."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("attendance", session.uuid)


def _lines(session: TrainingSession, meetings: list[Meeting]) -> list[dict[str, Any]]:
    counts = counts_of(session, meetings)
    return [
        {"meeting": one, "came": came(counts[one.pk]), "noted": counts[one.pk].total()} for one in meetings
    ]


def _result(session: TrainingSession) -> dict[str, int]:
    found = outcomes(session)
    enough = sum(one.outcome.enough for one in found)
    part = sum(bool(one.outcome.hours) and not one.outcome.enough for one in found)
    return {"enough": enough, "part": part}
