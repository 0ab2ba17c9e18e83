"""What waits at the desk, by test and question and one by one, oldest first; a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from assessments.marking.rights import BLIND, tasks_of
from assessments.models import Appeal, Attempt, MarkingTask, Question, Quiz
from courses.models import ReleaseItem
from people.models import Account


@dataclass(frozen=True)
class Group:
    """The answers to one question of one test that wait for this account; `apart` were read twice and differ."""

    quiz: Quiz
    course: str
    question: UUID
    text: str
    waits: int
    oldest: datetime
    in_hand: int
    apart: int


def waiting_for(account: Account, at: datetime) -> QuerySet[MarkingTask]:
    """Readings not yet done, also those in another's hand."""
    return tasks_of(account, at).filter(done_at__isnull=True)


def free_for(account: Account, at: datetime) -> QuerySet[MarkingTask]:
    """Of these, what may be taken now: nobody's, or one's own."""
    free = Q(claimed_by__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_by=account)
    return waiting_for(account, at).filter(free)


def grouped(account: Account, at: datetime) -> QuerySet[Any, Any]:
    """{quiz, question, waits, in_hand, apart, oldest} for each question that has answers waiting."""
    blind = Q(part__in=BLIND)
    held = blind & Q(claimed_until__gt=at) & ~Q(claimed_by=account)
    return (
        waiting_for(account, at)
        .values("quiz", "question")
        .annotate(
            waits=Count("attempt", filter=blind, distinct=True),
            in_hand=Count("attempt", filter=held, distinct=True),
            apart=Count("pk", filter=~blind),
            oldest=Min("since"),
        )
        .order_by("oldest", "quiz", "question")
    )


def groups(rows: Iterable[dict[str, Any]]) -> list[Group]:
    """The same with words: the test, its course, the question."""
    found = list(rows)
    quizzes = Quiz.objects.select_related("activity").in_bulk({row["quiz"] for row in found})
    courses = courses_of(quizzes.values())
    texts = texts_of(row["question"] for row in found)
    return [
        Group(
            quizzes[row["quiz"]], courses.get(row["quiz"], ""), row["question"], texts.get(row["question"], ""),
            row["waits"], row["oldest"], row["in_hand"], row["apart"],
        )
        for row in found
    ]  # fmt: skip


def texts_of(questions: Iterable[UUID]) -> dict[UUID, str]:
    """What each question asks, in short."""
    return dict(Question.objects.filter(uuid__in=set(questions)).values_list("uuid", "text"))


def courses_of(quizzes: Iterable[Quiz]) -> dict[int, str]:
    """The title of the course each test belongs to: many tests are called the same."""
    by_activity = {quiz.activity_id: quiz.pk for quiz in quizzes}
    items = (
        ReleaseItem.objects.filter(activity__in=by_activity).values("activity").annotate(last=Max("release"))
    )
    titles = ReleaseItem.objects.filter(
        activity__in=by_activity, release__in=[item["last"] for item in items]
    )
    found = titles.values_list("activity", "release__course__title")
    return {by_activity[activity]: title for activity, title in found}


def with_open_appeals(tasks: QuerySet[MarkingTask]) -> QuerySet[MarkingTask]:
    """The same, each knowing `has_open_appeal` of its paper."""
    asked = Appeal.objects.filter(attempt=OuterRef("attempt"), state=Appeal.State.OPEN)
    return tasks.annotate(has_open_appeal=Exists(asked))


def code_of(attempt: Attempt) -> str:
    """What a paper is called where its name is hidden; with it the log can be read back."""
    return attempt.uuid.hex[:8].upper()


def hides_name(attempt: Attempt) -> bool:
    """Whether the one who reads must not know whose paper it is: until marks and appeals are done.

    Wants `quiz__marking_rule` selected; asks once more for a marked paper, whether an appeal is open.
    """
    rule = getattr(attempt.quiz, "marking_rule", None)
    return bool(rule and rule.anonymous and (attempt.waiting or has_open_appeal(attempt)))


def has_open_appeal(attempt: Attempt) -> bool:
    """Whether a learner waits for a second look at the paper."""
    return attempt.appeals.filter(state=Appeal.State.OPEN).exists()
