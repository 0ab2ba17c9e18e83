"""What the lesson page sends back: the heartbeat of the player, and the button at the end."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from common.errors import DomainError
from courses.models import ActivityVersion
from courses.queries.lesson import Lesson, film_of, lesson_for
from courses.queries.outline import next_line, outline
from courses.services.finishing import finish_activity
from courses.services.watching import report_spans as add_spans

MOST_BYTES = 20_000


@login_required
@require_POST
def report_spans(request: HttpRequest, activity: UUID) -> JsonResponse:
    """Take `{uuid, spans: [[from, to]…], position}` and answer with the union as the server keeps it."""
    told = _read(request)
    lesson, version = _mine(request, activity)
    report = add_spans(
        enrolment=lesson.enrolment,
        activity=lesson.activity,
        version=version,
        report_uuid=told["uuid"],
        spans=told["spans"],
        position=told["position"],
        at=clock.now(),
        item=lesson.item,
    )
    return JsonResponse(
        {
            "accepted": report.accepted,
            "seconds": round(report.seconds, 1),
            "share": round(report.share, 4),
            "completed": report.completed,
            "spans": [[round(start, 2), round(end, 2)] for start, end in report.spans],
        }
    )


@login_required
@require_POST
def finish_activity_view(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Ask for completion; the rule decides, whatever the browser says."""
    lesson, version = _mine(request, activity)
    wants_json = request.content_type == "application/json"
    try:
        finish_activity(
            enrolment=lesson.enrolment,
            activity=lesson.activity,
            version=version,
            at=clock.now(),
            item=lesson.item,
        )
    except DomainError as refusal:
        if wants_json:
            raise
        told = {"message": str(refusal), "activity": lesson.activity}
        return render(request, "courses/not_finished.html", told, status=refusal.status)
    if wants_json:
        return JsonResponse({"completed": True})
    messages.success(request, _("Đã ghi nhận bạn học xong “%(title)s”.") % {"title": lesson.activity.title})
    following = next_line(outline(lesson.enrolment.release, lesson.enrolment), lesson.activity)
    return redirect(following.address if following else "my_learning")


def _mine(request: HttpRequest, activity: UUID) -> tuple[Lesson, ActivityVersion]:
    lesson = lesson_for(request.user.person_id, activity)  # type: ignore[union-attr]
    version = film_of(lesson.activity) if lesson else None
    if lesson is None or version is None:
        raise DomainError(_("Bài này không có trong khóa học của bạn."), status=404)
    return lesson, version


def _read(request: HttpRequest) -> dict[str, Any]:
    malformed = DomainError(_("Báo cáo phần đã xem không đúng dạng."))
    if len(request.body) > MOST_BYTES:
        raise malformed
    try:
        told = json.loads(request.body)
        spans = told["spans"]
        return {
            "uuid": UUID(str(told["uuid"])),
            "spans": list(spans),
            "position": float(told.get("position", 0)),
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        raise malformed from None
