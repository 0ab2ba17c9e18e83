"""How marking goes, by test: how many wait, since when, and how long a result takes; figures, no names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min, Q, QuerySet

from assessments.marking.queue import courses_of
from assessments.models import Appeal, Attempt, PastResult, Quiz
from people.models import Person

LOOKED_BACK = timedelta(days=90)
MOST_LOOKED_AT = 20_000


@dataclass(frozen=True)
class Progress:
    """One test; `median_days` from handing in to the result, of the last 90 days, None when there was none."""

    quiz: Quiz
    course: str
    waits: int
    oldest: datetime | None
    marked: int
    median_days: float | None
    appeals: int


def attempts_of(people: QuerySet[Person] | None) -> QuerySet[Attempt]:
    """The attempts of these people; None means everybody's."""
    return Attempt.objects.all() if people is None else Attempt.objects.filter(enrolment__learner__in=people)


def quizzes_with_marking(attempts: QuerySet[Attempt], at: datetime) -> QuerySet[Quiz]:
    """Tests where something waits or was marked lately, by title."""
    waiting = attempts.filter(waiting=True)
    lately = _marked(attempts, at).values("attempt__quiz")
    asked = Appeal.objects.filter(state=Appeal.State.OPEN, attempt__in=attempts).values("attempt__quiz")
    shown = Q(pk__in=waiting.values("quiz")) | Q(pk__in=lately) | Q(pk__in=asked)
    return Quiz.objects.filter(shown).select_related("activity").order_by("activity__title", "pk")


def progress_of(quizzes: Iterable[Quiz], attempts: QuerySet[Attempt], at: datetime) -> list[Progress]:
    """Five queries whatever the number of tests."""
    shown = list(quizzes)
    mine = attempts.filter(quiz__in=shown)
    waiting = mine.filter(waiting=True).values_list("quiz").annotate(Count("pk"), Min("submitted_at"))
    waits = {quiz: (count, oldest) for quiz, count, oldest in waiting}
    asked = Appeal.objects.filter(state=Appeal.State.OPEN, attempt__in=mine)
    appeals = dict(asked.values_list("attempt__quiz").annotate(Count("pk")))
    days, courses = _days(mine, at), courses_of(shown)
    return [
        Progress(
            quiz, courses.get(quiz.pk, ""), *waits.get(quiz.pk, (0, None)), len(days[quiz.pk]),
            round(median(days[quiz.pk]), 1) if days[quiz.pk] else None, appeals.get(quiz.pk, 0),
        )
        for quiz in shown
    ]  # fmt: skip


def _marked(attempts: QuerySet[Attempt], at: datetime) -> QuerySet[PastResult]:
    """The moments at which a waiting paper got its result."""
    found = PastResult.objects.filter(why=PastResult.Why.MARKED, waiting=True, attempt__in=attempts)
    return found.filter(replaced_at__gt=at - LOOKED_BACK)


def _days(attempts: QuerySet[Attempt], at: datetime) -> dict[int, list[float]]:
    found: dict[int, list[float]] = defaultdict(list)
    rows = _marked(attempts, at).order_by("-replaced_at")
    for quiz, handed_in, marked_at in rows.values_list(
        "attempt__quiz", "attempt__submitted_at", "replaced_at"
    )[:MOST_LOOKED_AT]:
        if handed_in:
            found[quiz].append((marked_at - handed_in) / timedelta(days=1))
    return found
