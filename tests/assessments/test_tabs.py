"""Two tabs, two devices, two clicks: the database keeps them to one attempt and one result."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection

from assessments.models import Attempt, Quiz
from assessments.services.attempts import start_attempt, submit
from courses.models import Enrolment, LearningEvent
from courses.models.record import EventKind
from tests.factories.courses import START

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


def _at_once(count: int, act: Callable[[], T]) -> list[T]:
    def run(_number: int) -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_ten_tabs_open_one_attempt(enrolment: Enrolment, quiz: Quiz) -> None:
    opened = _at_once(10, lambda: start_attempt(enrolment=enrolment, quiz=quiz, at=START).uuid)
    assert len(set(opened)) == Attempt.objects.count() == 1


def test_ten_submissions_give_one_result_and_one_event(enrolment: Enrolment, quiz: Quiz) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    right = {question: entry["correct"] for question, entry in attempt.key.items()}
    scores = _at_once(10, lambda: submit(attempt=attempt, answers=right, at=START).score)
    assert scores == [5] * 10
    assert LearningEvent.objects.filter(kind=EventKind.ASSESSMENT_PASSED).count() == 1
