"""The tests behind the passes of the demonstration: papers as they were answered, so that questions have statistics."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from assessments.models import Attempt, AttemptAnswer, Quiz
from assessments.services.counting import count_statistics
from assessments.services.papers import draw_paper
from courses.models import Course, LearningEvent
from courses.models.record import EventKind

SITTERS, FAILED_FIRST = 240, 0.25
HARD = 3  # of the bank's questions, every third is hard: most of what goes wrong goes wrong there


def tell_sittings(*, course: Course, at: datetime) -> None:
    """Each pass gets the attempt it came from, a quarter of them one before that failed."""
    items = course.releases.latest("number").items.filter(activity__kind="quiz")
    quiz = Quiz.objects.select_related("activity").get(activity__in=items.values("activity"))
    passes = LearningEvent.objects.filter(kind=EventKind.ASSESSMENT_PASSED, activity=quiz.activity)
    attempts = [
        attempt
        for event in passes.select_related("enrolment").order_by("pk")[:SITTERS]
        for attempt in _of(event, quiz, Random(event.pk))
    ]
    Attempt.objects.bulk_create(attempts, batch_size=100)
    AttemptAnswer.objects.bulk_create([row for one in attempts for row in _answers(one)], batch_size=500)
    count_statistics(at=at)


def _of(event: LearningEvent, quiz: Quiz, random: Random) -> Iterator[Attempt]:
    passed_at, first = event.occurred_at, random.random() < FAILED_FIRST
    if first:
        yield _attempt(event, quiz, 1, random.uniform(0.2, 0.55), passed_at - timedelta(hours=20), random)
    share = event.evidence["score"] / event.evidence["of"]
    yield _attempt(event, quiz, 2 if first else 1, share, passed_at, random)


def _attempt(
    event: LearningEvent, quiz: Quiz, number: int, share: float, at: datetime, random: Random
) -> Attempt:
    paper, key = draw_paper(quiz)
    rightly = round(share * len(paper))
    order = sorted(paper, key=lambda entry: (UUID(entry["id"]).int % HARD == 0) + random.random())
    right = {entry["id"] for entry in order[:rightly]}
    marks = {
        entry["id"]: _mark(entry, key[entry["id"]]["correct"], entry["id"] in right, random)
        for entry in paper
    }
    return Attempt(
        enrolment=event.enrolment, quiz=quiz, number=number, paper=paper, key=key, pass_percent=quiz.pass_percent,
        version=event.version, started_at=at - timedelta(seconds=random.randint(40, 70) * len(paper)), submitted_at=at,
        score=rightly, passed=100 * rightly >= quiz.pass_percent * len(paper), marks=marks,
    )  # fmt: skip


def _mark(entry: dict[str, Any], correct: list[str], right: bool, random: Random) -> dict[str, Any]:
    """Of the wrong options one is the likeliest."""
    others = sorted(option["id"] for option in entry["options"] if option["id"] not in correct)
    chosen = correct if right or not others else [others[0 if random.random() < 0.7 else -1]]
    return {"chosen": sorted(chosen), "right": right, "fraction": float(right)}


def _answers(attempt: Attempt) -> Iterator[AttemptAnswer]:
    """Saved one after the other, the last just before the submission."""
    assert attempt.submitted_at
    assert attempt.marks
    step = (attempt.submitted_at - attempt.started_at) / (len(attempt.paper) + 1)
    for place, (question, mark) in enumerate(attempt.marks.items(), start=1):
        yield AttemptAnswer(
            attempt=attempt, question=UUID(question), chosen=mark["chosen"],
            saved_at=attempt.started_at + place * step,
        )  # fmt: skip
