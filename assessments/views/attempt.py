"""The paper itself: shown, saved answer by answer, submitted once, and afterwards its result."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import kinds
from assessments.forms import answer_in, answers_in, moments_in
from assessments.marking.appealing import appeal_standing
from assessments.marking.told import said_of, where_it_waits
from assessments.models import AnswerFile, Attempt
from assessments.models.sitting import GRADING
from assessments.pairs import gain_of
from assessments.presenting import head, of_equal_worth, plainly, presented
from assessments.queries.attempts import own_attempt, own_attempts
from assessments.queries.papers import bodies_of
from assessments.queries.results import past_results_of
from assessments.queries.standing import asks_only_submission, standing_of
from assessments.regrade_lists import history_of
from assessments.review import hints_of, review
from assessments.services.attempts import close_if_over, save_answer, save_answers, saved_answers, submit
from assessments.services.keeping import answers_with_moments
from assessments.services.late import grace, is_over
from assessments.sitting import awaited, door, is_shown, late_note, terms_of
from assessments.views.files import address_for
from assessments.views.quick import pass_for
from common import clock
from common.vietnamese import format_moment
from courses.models import EnrolmentProgress


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """GET shows the paper or its result; POST submits, after asking once about unanswered questions."""
    found = own_attempt(request.user.person_id, attempt)  # type: ignore[union-attr]
    if found is None:
        raise Http404
    at = clock.now()
    if request.method == "POST":
        return _submitted(request, found, at)
    found = close_if_over(found, at)
    if found.submitted_at:
        return _result(request, found, at)
    return _time_is_up(request, found) if is_over(found, at) else _paper(request, found, at)


@login_required
@require_POST
def answer(request: HttpRequest, attempt: UUID) -> JsonResponse:
    """Save one answer as it is given."""
    mine = own_attempts(request.user.person_id).only("uuid", "paper")  # type: ignore[union-attr]
    found = get_object_or_404(mine, uuid=attempt)
    question, chosen, given_at = answer_in(found, request.body)
    save_answer(attempt=found, question=question, chosen=chosen, at=clock.now(), given_at=given_at)
    return JsonResponse({"saved": True, "pass": pass_for(request, found)})


@login_required
@never_cache
@require_safe
def time_left(request: HttpRequest, attempt: UUID) -> JsonResponse:
    """The seconds left by the server's clock, for a page that slept or has run out; null where there is no end."""
    mine = own_attempts(request.user.person_id).only("deadline_at", "submitted_at")  # type: ignore[union-attr]
    found = get_object_or_404(mine, uuid=attempt)
    return JsonResponse({"left": _left(found, clock.now()), "submitted": found.submitted_at is not None})


def _left(found: Attempt, at: datetime) -> float | None:
    return max(0.0, round((found.deadline_at - at).total_seconds(), 1)) if found.deadline_at else None


def _until(found: Attempt, at: datetime) -> str:
    """The hour of the deadline, with its day when that is another."""
    if found.deadline_at is None:
        return ""
    said = format_moment(found.deadline_at)
    return said.split()[0] if clock.local_day(found.deadline_at) == clock.local_day(at) else said


def _submitted(request: HttpRequest, found: Attempt, at: datetime) -> HttpResponse:
    answers = answers_in(found, request.POST)
    if not found.submitted_at and not is_over(found, at) and "chac-chan" not in request.POST:
        save_answers(attempt=found, answers=answers, at=at)
        given = saved_answers(found)
        missing = sum(not kinds.answered(given.get(entry["id"])) for entry in found.paper)
        if missing:
            return _paper(request, found, at, missing=missing)
    submit(attempt=found, answers=answers, at=at, given=moments_in(request.POST))
    return redirect("quiz_attempt", attempt=found.uuid)


def _time_is_up(request: HttpRequest, found: Attempt) -> HttpResponse:
    """Between the deadline and the end of the grace nothing is shown to work on, and late answers still arrive."""
    assert found.deadline_at
    context = {"attempt": found, "activity": found.quiz.activity, "result_at": found.deadline_at + grace()}
    return render(request, "assessments/time_is_up.html", context)


def _paper(request: HttpRequest, found: Attempt, at: datetime, *, missing: int = 0) -> HttpResponse:
    rows = answers_with_moments(found)
    given = {question: chosen for question, (chosen, _at) in rows.items()}
    saved = {question: int(at.timestamp() * 1000) for question, (_chosen, at) in rows.items()}
    files = _files(found)
    hints = hints_of(found, lambda question: address_for(found, question))
    questions = [
        presented(entry, given.get(entry["id"]), address_for(found, entry["id"]))
        | {"files": files[entry["id"]], "answered": kinds.answered(given.get(entry["id"]))}
        | {"hints": hints.get(entry["id"]), "saved": saved.get(entry["id"], 0)}
        for entry in found.paper
    ]
    with_points = not of_equal_worth(found.paper)
    for number, question in enumerate(questions, start=1):
        question["head"] = head(question, number, with_points=with_points)
    context = {
        "attempt": found,
        "activity": found.quiz.activity,
        "questions": questions,
        "plain": plainly(questions),
        "answered": sum(question["answered"] for question in questions),
        "missing": missing,
        "left": str(_left(found, at)),
        "until": _until(found, at),
        "now": int(at.timestamp() * 1000),
        "pass": pass_for(request, found),
        "hint_cost": found.promised.get("hint_cost", 0),
    }
    return render(request, "assessments/paper.html", context)


def _files(found: Attempt) -> dict[str, list[AnswerFile]]:
    """The files handed in, by question; papers without such questions ask nothing."""
    held: dict[str, list[AnswerFile]] = defaultdict(list)
    if any(entry["kind"] == "file" for entry in found.paper):
        for one in found.files.order_by("pk"):
            held[str(one.question)].append(one)
    return held


def _result(request: HttpRequest, found: Attempt, at: datetime) -> HttpResponse:
    standing = standing_of(found.enrolment, found.quiz)
    progress = EnrolmentProgress.objects.filter(enrolment=found.enrolment_id)
    shown = is_shown(found, standing, at)
    past = past_results_of(found)
    said, appeals = said_of(found), appeal_standing(found, past)
    context: dict[str, Any] = {
        "attempt": found,
        "activity": found.quiz.activity,
        "where": where_it_waits(found, at),
        "appeal": appeals.newest,
        "may_appeal": found.earned < found.of and appeals.may_ask(at),
        "course": found.enrolment.course,
        "standing": standing,
        "submitted_only": asks_only_submission(found.enrolment, found.quiz),
        "gain": gain_of(found.enrolment, found.quiz),
        "completed": progress.filter(completed_at__isnull=False).exists(),
        "shown": shown,
        "awaited": awaited(found, standing, shown),
        "late": late_note(found),
        "door": door(standing, terms_of(found.enrolment.learner_id, found.quiz), at),
        "rule": str(dict(GRADING)[standing.grading]).lower(),
        "of_equal_worth": of_equal_worth(found.paper),
        "history": history_of(found, past),
        "questions": [
            replace(question, said=said.get(question.id, []))
            for question in review(
                found,
                bodies_of(found),
                reveal=shown.answers,
                address=lambda question: address_for(found, question),
            )
        ]
        if shown.verdicts
        else [],
    }
    return render(request, "assessments/result.html", context)
