"""The trainer's phone at the door: a page that goes on without a line, and where its scans arrive."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from common.offline import keeping, require_keeper
from courses.models import Meeting, TrainingSession
from courses.models.session import TAKES_PEOPLE
from courses.queries.training.attendance import expected, live_meetings, meeting_now
from courses.queries.training.roll import by_unit_and_name
from courses.queries.training.viewing import Viewer
from courses.scan_wire import read_scans
from courses.services.training.scanning import Scan, take_scans
from courses.views.training.shared import class_page, context_of, seen, taught_class
from people.views.people import as_uuid

KEPT_AFTER = timedelta(days=2)  # the evening, and a clock that is wrong by a day
FILES = (
    "css/training.css", "js/scan.js", "js/scan-camera.js", "js/scan-kept.js", "js/queue.js", "js/keep.js",
    "vendor/qr-0.7.0/decode.js", "vendor/qr-0.7.0/index.js",
)  # fmt: skip


@never_cache
@class_page
@require_http_methods(["GET", "POST"])
def attendance_scan(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """With the list of seats, so that a name appears without a line; a form for phones without scripts."""
    session = taught_class(viewer, uuid)
    if request.method == "POST":
        _typed(request, viewer, session)
        return redirect("attendance_scan", session.uuid)
    meetings, now = live_meetings(session), clock.now()
    roll = _roll(viewer, session)
    seen(viewer, session, len(roll))
    context = context_of(
        viewer, session=session, meetings=meetings, chosen=meeting_now(meetings, now), roll=roll,
        now_ms=int(now.timestamp() * 1000), owner=f"{session.uuid}/{viewer.account.pk}",
        open=session.state in TAKES_PEOPLE,
        keep=keeping(request, until=_keep_until(session, meetings), files=FILES),
    )  # fmt: skip
    return render(request, "courses/training/scan.html", context)


@class_page
@require_POST
def attendance_scans(request: HttpRequest, viewer: Viewer, uuid: UUID) -> JsonResponse:
    """A batch; each scan has its answer. Those after the end are held, so that nothing is lost."""
    session = taught_class(viewer, uuid)
    try:
        require_keeper(request)
        answers = take_scans(
            session=session, scans=read_scans(request.body), at=clock.now(), by=viewer.account
        )
    except DomainError as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    told = [{"uuid": str(one.uuid), "state": one.state, "text": one.text} for one in answers]
    return JsonResponse({"answers": told, "now": int(clock.now().timestamp() * 1000)})


def _keep_until(session: TrainingSession, meetings: list[Meeting]) -> datetime:
    """Names stay on a phone no longer than the class needs them there."""
    if session.state not in TAKES_PEOPLE or not meetings:
        return clock.now()
    return meetings[-1].ends_at + KEPT_AFTER


def _typed(request: HttpRequest, viewer: Viewer, session: TrainingSession) -> None:
    now, code = clock.now(), request.POST.get("ma", "").strip()[:200]
    try:
        if not code:
            raise DomainError(_("Hãy quét thẻ hoặc gõ mã cán bộ."))
        scan = Scan(uuid4(), as_uuid(request.POST.get("buoi", "")), code, now)
        answer = take_scans(session=session, scans=[scan], at=now, by=viewer.account)[0]
        tell = messages.success if answer.state == "recorded" else messages.warning
        tell(request, answer.text)
    except DomainError as refusal:
        messages.error(request, str(refusal))


def _roll(viewer: Viewer, session: TrainingSession) -> list[list[Any]]:
    """[seat, name, staff code, unit]: what the phone needs to say whom it saw."""
    seats = by_unit_and_name(expected(viewer.seats(session)))
    return [
        [str(seat.uuid), seat.person.full_name, seat.person.staff_code, seat.unit.name if seat.unit else ""]
        for seat in seats
    ]
