"""The paper itself: shown, saved answer by answer, submitted once, and afterwards its result."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms import answer_in, answers_in
from assessments.models import Attempt
from assessments.queries import own_attempts, standing_of
from assessments.review import review
from assessments.services.attempts import save_answer, save_answers, saved_answers, submit
from common import clock
from courses.models import EnrolmentProgress


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """GET shows the paper or its result; POST submits, after asking once about unanswered questions."""
    found = _own(request, attempt, "quiz__activity", "enrolment__course")
    if request.method == "POST":
        return _submitted(request, found)
    return _result(request, found) if found.submitted_at else _paper(request, found)


@login_required
@require_POST
def answer(request: HttpRequest, attempt: UUID) -> JsonResponse:
    """Save one answer as it is given."""
    question, chosen = answer_in(request.body)
    mine = own_attempts(request.user.person_id).only("paper")  # type: ignore[union-attr]
    save_answer(
        attempt=get_object_or_404(mine, uuid=attempt), question=question, chosen=chosen, at=clock.now()
    )
    return JsonResponse({"saved": True})


def _own(request: HttpRequest, uuid: UUID, *related: str) -> Attempt:
    mine = own_attempts(request.user.person_id).select_related(*related)  # type: ignore[union-attr]
    return get_object_or_404(mine, uuid=uuid)


def _submitted(request: HttpRequest, found: Attempt) -> HttpResponse:
    answers = answers_in(found, request.POST)
    if not found.submitted_at and "chac-chan" not in request.POST:
        save_answers(attempt=found, answers=answers, at=clock.now())
        given = saved_answers(found)
        missing = sum(not given.get(entry["id"]) for entry in found.paper)
        if missing:
            return _paper(request, found, missing=missing)
    submit(attempt=found, answers=answers, at=clock.now())
    return redirect("quiz_attempt", attempt=found.uuid)


def _paper(request: HttpRequest, found: Attempt, *, missing: int = 0) -> HttpResponse:
    given = saved_answers(found)
    questions = [entry | {"chosen": given.get(entry["id"], [])} for entry in found.paper]
    answered = sum(bool(entry["chosen"]) for entry in questions)
    context = {"attempt": found, "activity": found.quiz.activity, "questions": questions}
    return render(request, "assessments/paper.html", context | {"answered": answered, "missing": missing})


def _result(request: HttpRequest, found: Attempt) -> HttpResponse:
    standing = standing_of(found.enrolment, found.quiz)
    progress = EnrolmentProgress.objects.filter(enrolment=found.enrolment_id)
    reveal = standing.passed or not standing.may_start
    context: dict[str, Any] = {
        "attempt": found,
        "activity": found.quiz.activity,
        "course": found.enrolment.course,
        "standing": standing,
        "completed": progress.filter(completed_at__isnull=False).exists(),
        "reveal": reveal,
        "questions": review(found, reveal=reveal),
    }
    return render(request, "assessments/result.html", context)
