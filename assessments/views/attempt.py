"""The paper itself: shown, saved answer by answer, submitted once, and afterwards its result."""

from collections import defaultdict
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments import kinds
from assessments.forms import answer_in, answers_in
from assessments.marking.appealing import appeal_standing
from assessments.marking.told import said_of, where_it_waits
from assessments.models import AnswerFile, Attempt
from assessments.presenting import presented
from assessments.queries import bodies_of, own_attempts, standing_of
from assessments.review import review
from assessments.services.attempts import save_answer, save_answers, saved_answers, submit
from assessments.views.files import address_for
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
    mine = own_attempts(request.user.person_id).only("paper")  # type: ignore[union-attr]
    found = get_object_or_404(mine, uuid=attempt)
    question, chosen = answer_in(found, request.body)
    save_answer(attempt=found, question=question, chosen=chosen, at=clock.now())
    return JsonResponse({"saved": True})


def _own(request: HttpRequest, uuid: UUID, *related: str) -> Attempt:
    mine = own_attempts(request.user.person_id).select_related(*related)  # type: ignore[union-attr]
    return get_object_or_404(mine, uuid=uuid)


def _submitted(request: HttpRequest, found: Attempt) -> HttpResponse:
    answers = answers_in(found, request.POST)
    if not found.submitted_at and "chac-chan" not in request.POST:
        save_answers(attempt=found, answers=answers, at=clock.now())
        given = saved_answers(found)
        missing = sum(not kinds.answered(given.get(entry["id"])) for entry in found.paper)
        if missing:
            return _paper(request, found, missing=missing)
    submit(attempt=found, answers=answers, at=clock.now())
    return redirect("quiz_attempt", attempt=found.uuid)


def _paper(request: HttpRequest, found: Attempt, *, missing: int = 0) -> HttpResponse:
    given = saved_answers(found)
    files = _files(found)
    questions = [
        presented(entry, given.get(entry["id"]), address_for(found, entry["id"]))
        | {"files": files[entry["id"]], "answered": kinds.answered(given.get(entry["id"]))}
        for entry in found.paper
    ]
    context = {
        "attempt": found,
        "activity": found.quiz.activity,
        "questions": questions,
        "answered": sum(question["answered"] for question in questions),
        "missing": missing,
        "of_equal_worth": all(entry.get("points", 1) == 1 for entry in found.paper),
    }
    return render(request, "assessments/paper.html", context)


def _files(found: Attempt) -> dict[str, list[AnswerFile]]:
    """The files handed in, by question; papers without such questions ask nothing."""
    held: dict[str, list[AnswerFile]] = defaultdict(list)
    if any(entry["kind"] == "file" for entry in found.paper):
        for one in found.files.order_by("pk"):
            held[str(one.question)].append(one)
    return held


def _result(request: HttpRequest, found: Attempt) -> HttpResponse:
    standing = standing_of(found.enrolment, found.quiz)
    progress = EnrolmentProgress.objects.filter(enrolment=found.enrolment_id)
    reveal = standing.passed or not (standing.may_start or standing.waiting)
    said, at = said_of(found), clock.now()
    appeals = appeal_standing(found)
    context: dict[str, Any] = {
        "attempt": found,
        "activity": found.quiz.activity,
        "where": where_it_waits(found, at),
        "appeal": appeals.newest,
        "may_appeal": found.earned < found.of and appeals.may_ask(at),
        "course": found.enrolment.course,
        "standing": standing,
        "completed": progress.filter(completed_at__isnull=False).exists(),
        "reveal": reveal,
        "of_equal_worth": all(entry.get("points", 1) == 1 for entry in found.paper),
        "questions": [
            replace(question, said=said.get(question.id, []))
            for question in review(
                found, bodies_of(found), reveal=reveal, address=lambda question: address_for(found, question)
            )
        ],
    }
    return render(request, "assessments/result.html", context)
