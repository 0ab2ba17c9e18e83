"""What the lesson page sends back: the heartbeat of the player, and the button at the end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from common.errors import DomainError
from courses import wire
from courses.models import Activity, ActivityVersion, WatchAnomaly
from courses.queries.lesson import Lesson, film_of, lesson_for
from courses.queries.outline import next_line, outline
from courses.reckoning import Refusal
from courses.services import anomalies
from courses.services.finishing import finish_activity
from courses.services.watching import report_batch, sentence
from courses.views.answers import told, told_of_one
from courses.views.limits import REPORTS
from courses.views.passes import owner_of, pass_for

Kind = WatchAnomaly.Kind


@never_cache
@require_POST
def report_spans(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Take what a player played (courses.wire) and answer with the union as the server keeps it.

    What cannot be counted is refused with a sentence, and counted for HR; the way around the middlewares is
    courses.views.heartbeat.
    """
    if not request.user.is_authenticated:
        return _signed_out(request)
    try:
        return JsonResponse(**_taken(request, activity))
    except Uncounted as refusal:
        _note(request, activity, refusal)
        raise


class Uncounted(DomainError):
    """A refusal that HR shall hear of."""

    def __init__(self, message: object, *, kind: str, status: int) -> None:
        super().__init__(message, status=status)
        self.kind = kind


def _taken(request: HttpRequest, activity: UUID) -> dict[str, Any]:
    if REPORTS.exceeded(request.user.pk or 0):
        words = _("Máy gửi báo cáo quá dồn dập. Phần đã xem giữ trên máy, lát nữa tự gửi lại.")
        raise Uncounted(words, kind=Kind.TOO_OFTEN, status=429)
    batch = _read(request)
    if batch.owner is not None and batch.owner != owner_of(request.user):
        raise DomainError(_("Phần xem này của tài khoản khác trên máy này, nên chưa gửi."), status=409)
    lesson, version = _mine(request, activity)
    if not batch.reports:
        raise _malformed()
    if batch.malformed:
        _note_of(request, Kind.MALFORMED, lesson.activity, count=len(batch.malformed))
    outcome = report_batch(
        enrolment=lesson.enrolment, activity=lesson.activity, version=version, reports=batch.reports,
        at=clock.now(), item=lesson.item, film=batch.film,
    )  # fmt: skip
    if batch.single:
        return told_of_one(outcome)
    seen, done = outcome.watching, outcome.completed
    return told(outcome, batch.malformed, pass_for(request, lesson, version, outcome.row, seen, done=done))


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
        shown = {"message": str(refusal), "activity": lesson.activity}
        return render(request, "courses/not_finished.html", shown, status=refusal.status)
    if wants_json:
        return JsonResponse({"completed": True})
    messages.success(request, _("Đã ghi nhận bạn học xong “%(title)s”.") % {"title": lesson.activity.title})
    following = next_line(outline(lesson.enrolment.release, lesson.enrolment), lesson.activity)
    return redirect(following.address if following else "my_learning")


def _signed_out(request: HttpRequest) -> HttpResponse:
    """A script is told so, and keeps what it has; a person is led to the door."""
    if request.content_type == "application/json":
        return JsonResponse({"error": _("Bạn đã đăng xuất. Phần đã xem giữ trên máy này.")}, status=401)
    return redirect_to_login(request.get_full_path())


def _read(request: HttpRequest) -> wire.Batch:
    if int(request.META.get("CONTENT_LENGTH") or 0) > wire.MOST_BYTES:
        raise Uncounted(_("Báo cáo phần đã xem quá lớn."), kind=Kind.TOO_LARGE, status=413)
    try:
        return wire.read(request.body)
    except wire.MalformedError:
        raise _malformed() from None


def _malformed() -> Uncounted:
    return Uncounted(sentence(Refusal.MALFORMED), kind=Kind.MALFORMED, status=400)


def _mine(request: HttpRequest, activity: UUID) -> tuple[Lesson, ActivityVersion]:
    lesson = lesson_for(request.user.person_id, activity)  # type: ignore[union-attr]
    version = film_of(lesson.activity) if lesson else None
    if lesson is None or version is None:
        words = _("Bài này không có trong khóa học của bạn.")
        raise Uncounted(words, kind=Kind.NOT_THEIRS, status=404)
    return lesson, version


def _note(request: HttpRequest, activity: UUID, refusal: Uncounted) -> None:
    _note_of(request, refusal.kind, Activity.objects.filter(uuid=activity).first())


def _note_of(request: HttpRequest, kind: str, activity: Activity | None, count: int = 1) -> None:
    """Of whoever stands in the record; an account without a person has nothing to count."""
    person = getattr(request.user, "person_id", None)
    if person is not None:
        anomalies.note(learner_id=person, kind=kind, at=clock.now(), activity=activity, count=count)
