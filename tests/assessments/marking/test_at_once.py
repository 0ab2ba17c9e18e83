"""Two markers, one moment: the database keeps each answer in one hand and makes one result."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import connection

from assessments.marking.rubric import Given
from assessments.models import Attempt, HandMark, PastResult
from assessments.services.marking.marks import give_mark
from assessments.services.marking.tasks import take, take_next
from courses.models import Enrolment
from people.models import Account
from tests.assessments.marking.conftest import READ, levels, question_of, task_of

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


def _at_once(*acts: Callable[[], T]) -> list[T]:
    def run(act: Callable[[], T]) -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_markers_who_ask_at_once_get_two_different_answers(
    attempt: Attempt, another: Attempt, name: Callable[..., Account]
) -> None:
    question = UUID(question_of(attempt, "plain"))
    markers = [name() for _number in range(8)]
    acts = [partial(take_next, by=by, quiz=attempt.quiz_id, question=question, at=READ) for by in markers]
    taken = [task.attempt_id for task in _at_once(*acts) if task]
    assert sorted(taken) == sorted([attempt.pk, another.pk])


def test_two_last_marks_at_once_make_one_result(
    rule: Callable[..., object],
    hand_in: Callable[..., Attempt],
    enrolment: Enrolment,
    name: Callable[..., Account],
) -> None:
    rule(second_marker=True)
    attempt = hand_in(enrolment)
    markers = {part: name(part) for part in ("first", "second")}
    given = {"rubric": levels(), "plain": Given(2)}
    tasks = [
        (take(task=task_of(attempt, which, part), by=by, at=READ), by, given[which])
        for part, by in markers.items()
        for which in given
    ]
    _at_once(*(partial(give_mark, task=task, by=by, given=said, at=READ) for task, by, said in tasks))
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.earned) == (False, 5)
    assert (HandMark.objects.count(), PastResult.objects.count()) == (4, 1)
