"""The page before a test: what it asks, what passes, how many tries are left, and the button to start."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assessments.marking.told import where_it_waits
from assessments.models import Quiz
from assessments.queries import enrolment_with, standing_of
from assessments.services.attempts import start_attempt
from common import clock
from common.errors import Forbidden
from courses.models import Enrolment


@login_required
@never_cache
@require_GET
def intro(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Describe the test and where the learner stands in it."""
    quiz, enrolment = _mine(request, activity)
    standing = standing_of(enrolment, quiz)
    waiting = next((attempt for attempt in standing.attempts if attempt.waiting), None)
    return render(
        request,
        "assessments/intro.html",
        {
            "quiz": quiz,
            "course": enrolment.course,
            "standing": standing,
            "where": where_it_waits(waiting, clock.now()) if waiting else None,
            "version": quiz.activity.versions.order_by("-number").first(),
        },
    )


@login_required
@require_POST
def start(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Open a paper, or the one already open."""
    quiz, enrolment = _mine(request, activity)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=clock.now())
    return redirect("quiz_attempt", attempt=attempt.uuid)


def _mine(request: HttpRequest, activity: UUID) -> tuple[Quiz, Enrolment]:
    quiz = get_object_or_404(Quiz.objects.select_related("activity", "bank"), activity__uuid=activity)
    enrolment = enrolment_with(request.user.person_id, activity)  # type: ignore[union-attr]
    if enrolment is None:
        raise Forbidden(_("Bạn chưa được ghi danh khóa học có bài kiểm tra này."))
    return quiz, enrolment
