"""Tells learners that a result is there, or another one than before; never the score itself, which review rules guard."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from assessments.models import Attempt, PastResult, Quiz, Regrade
from people.services.notices import notify

if TYPE_CHECKING:
    from assessments.services.regrading.reckoning import Reckoned

MARKED = "Bài làm của anh, chị đã chấm xong. Mở bài để xem kết quả."
APPEALED = "Đơn phúc khảo của anh, chị đã có trả lời và kết quả bài làm đã thay đổi. Mở bài để xem."
REGRADED = "Bài làm của anh, chị đã được chấm lại và kết quả có thay đổi. Lý do: %s"


def topic_of(quiz: Quiz) -> str:
    """By which notices of a test are found."""
    return f"quiz:{quiz.activity.uuid}"


def tell_marked(attempt: Attempt, *, why: PastResult.Why, at: datetime) -> None:
    """The learner of a paper that people have read."""
    quiz = attempt.quiz
    appealed = why == PastResult.Why.APPEALED
    title = "Kết quả phúc khảo" if appealed else "Đã có kết quả"
    notify(
        topic=topic_of(quiz), title=f"{title}: {quiz.activity}", text=APPEALED if appealed else MARKED, at=at,
        path=reverse("quiz_attempt", args=[attempt.uuid]), people=[attempt.enrolment.learner_id],
    )  # fmt: skip


def tell_regraded(changed: "Iterable[Reckoned]", *, regrade: Regrade, at: datetime) -> None:
    """Each learner whose score is another once, a message a test."""
    attempts: dict[int, list[int]] = defaultdict(list)
    for one in changed:
        if not one.result.waiting and one.before != one.result.score:
            attempts[one.attempt.quiz_id].append(one.attempt.pk)
    for quiz in Quiz.objects.filter(pk__in=attempts).select_related("activity"):
        people = Attempt.objects.filter(pk__in=attempts[quiz.pk]).values_list("enrolment__learner", flat=True)
        notify(
            topic=topic_of(quiz), title=f"Đã chấm lại: {quiz.activity}", text=REGRADED % regrade.reason, at=at,
            path=reverse("quiz_intro", args=[quiz.activity.uuid]), people=people.distinct(),
        )  # fmt: skip
