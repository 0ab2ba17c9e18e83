"""The page before a test: what it asks, what passes, how many tries are left, and the button to start."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assessments.marking.told import where_it_waits
from assessments.models import Quiz
from assessments.queries.attempts import enrolment_with, quiz_at
from assessments.queries.standing import Standing, asks_only_submission, standing_of
from assessments.rule_words import rule_lines
from assessments.services.attempts import close_if_over, start_attempt
from assessments.sitting import door, is_shown, terms_of
from common import clock
from common.errors import DomainError, Forbidden
from courses.models import Enrolment
from courses.queries.lesson import newest_version


@login_required
@never_cache
@require_GET
def intro(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Describe the test and where the learner stands in it."""
    quiz, enrolment = _mine(request, activity)
    return _page(request, quiz, enrolment, clock.now())


def _page(
    request: HttpRequest, quiz: Quiz, enrolment: Enrolment, at: datetime, refusal: DomainError | None = None
) -> HttpResponse:
    standing, terms = _standing(enrolment, quiz, at), terms_of(enrolment.learner_id, quiz)
    result = standing.result
    waiting = next((attempt for attempt in standing.attempts if attempt.waiting), None)
    context = {
        "quiz": quiz, "course": enrolment.course, "standing": standing, "refusal": refusal,
        "rules": rule_lines(quiz, terms), "door": door(standing, terms, at),
        "where": where_it_waits(waiting, at) if waiting else None,
        "submitted_only": asks_only_submission(enrolment, quiz),
        "version": newest_version(quiz.activity),
        "result": result if result and is_shown(result.attempt, standing, at).score else None,
        "last": standing.done[-1] if standing.done else None,
    }  # fmt: skip
    return render(request, "assessments/intro.html", context, status=refusal.status if refusal else 200)


def _standing(enrolment: Enrolment, quiz: Quiz, at: datetime) -> Standing:
    """With a paper whose time is long up closed first."""
    standing = standing_of(enrolment, quiz)
    if standing.open and close_if_over(standing.open, at).submitted_at:
        return standing_of(enrolment, quiz)
    return standing


@login_required
@require_POST
def start(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Open a paper, or the one already open; a refusal is said on the page that tells the rules."""
    quiz, enrolment = _mine(request, activity)
    at = clock.now()
    try:
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at, code=request.POST.get("ma", "")[:100])
    except Forbidden as refusal:
        return _page(request, quiz, enrolment, at, refusal)
    return redirect("quiz_attempt", attempt=attempt.uuid)


def _mine(request: HttpRequest, activity: UUID) -> tuple[Quiz, Enrolment]:
    quiz = quiz_at(activity)
    if quiz is None:
        raise Http404
    enrolment = enrolment_with(request.user.person_id, activity)  # type: ignore[union-attr]
    if enrolment is None:
        raise Forbidden(_("Bạn chưa được ghi danh khóa học có bài kiểm tra này."))
    return quiz, enrolment
