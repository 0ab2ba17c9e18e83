"""Large regrades in steps: a killed worker's are taken up where they stopped, and nobody does one twice."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from assessments.models import Attempt, PastResult, Regrade, RegradeChange
from assessments.periodic import requeue_regrades, work_on_regrade
from assessments.services.regrading import lease, work
from assessments.services.regrading.asking import apply_regrade, cancel_regrade, resume_regrade
from common.errors import Conflict
from common.leases import LeaseLost
from courses.models import LearningEvent
from courses.services.progress import rebuild
from tests.assessments import regrading
from tests.assessments.kinds.bodies import choice
from tests.assessments.regrading import LATER, a_quiz, mended, question_of, sat

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a worker that is killed cannot catch."""


@pytest.fixture
def shown(monkeypatch: Any) -> Regrade:
    """Five attempts with the wrong option, previewed, in steps of two."""
    monkeypatch.setattr(work, "STEP", 2)
    quiz = a_quiz(choice())
    for _time in range(5):
        sat(quiz, lambda entry, key: [one["id"] for one in entry["options"] if one["id"] not in key][:1])
    return regrading.previewed(question_of(quiz), "full")


def watch_that_breaks(after: int, error: BaseException) -> Any:
    """A clock that tells the time so often, and then the worker is no more."""
    told = iter(range(after))

    def watch() -> datetime:
        if next(told, None) is None:
            raise error
        return LATER

    return watch


def test_a_killed_worker_leaves_whole_steps_and_another_goes_on(shown: Regrade) -> None:
    apply_regrade(regrade=shown, by=None, at=LATER)
    with pytest.raises(Killed):
        work.run(shown.pk, watch_that_breaks(6, Killed()))
    shown.refresh_from_db()
    passed = Attempt.objects.filter(passed=True).count()
    assert (shown.state, shown.done, shown.counts["changed"]) == ("running", passed, passed)
    assert 0 < passed < 5
    assert work.run(shown.pk, lambda: LATER + timedelta(minutes=2))
    shown.refresh_from_db()
    assert (shown.state, shown.done, shown.total) == ("done", 5, 5)
    assert (shown.counts["changed"], PastResult.objects.count()) == (5, 5)
    assert RegradeChange.objects.filter(outcome="passes").count() == 5
    assert LearningEvent.objects.filter(kind="assessment_passed").count() == 5


def test_a_message_delivered_twice_works_once(shown: Regrade) -> None:
    apply_regrade(regrade=shown, by=None, at=LATER)
    taken = lease.claim(shown.pk, lambda: LATER)
    assert taken is not None
    assert work.run(shown.pk, lambda: LATER) is False
    taken.give_back()
    assert work.run(shown.pk, lambda: LATER) is True
    assert work.run(shown.pk, lambda: LATER) is False


def test_a_busy_database_sends_it_back_and_three_times_without_a_step_is_a_failure(shown: Regrade) -> None:
    apply_regrade(regrade=shown, by=None, at=LATER)
    for minutes in range(4):
        calls = count(1)

        def watch(calls: Any = calls, at: datetime = LATER + timedelta(minutes=2 * minutes)) -> datetime:
            if next(calls) == 3:  # claimed, counted, and in the middle of the first step
                raise OperationalError("database is locked")
            return at

        assert work.run(shown.pk, watch) is (minutes < 3)
    shown.refresh_from_db()
    assert (shown.state, "Chạy tiếp" in shown.failure) == ("failed", True)
    resume_regrade(regrade=shown)
    work.run(shown.pk, lambda: LATER)
    with pytest.raises(Conflict):
        resume_regrade(regrade=shown)
    assert Attempt.objects.filter(passed=True).count() == 5


def test_what_is_given_up_while_it_is_reckoned_stops(shown: Regrade) -> None:
    Regrade.objects.filter(pk=shown.pk).update(state="draft", cursor=0, counts={})
    taken = lease.claim(shown.pk, lambda: LATER)
    assert taken is not None
    cancel_regrade(regrade=shown, by=None, at=LATER)
    with pytest.raises(LeaseLost):
        taken.went_on(1, 1, {})


def test_the_timetable_finds_what_a_lost_message_left(
    shown: Regrade, django_capture_on_commit_callbacks: Any
) -> None:
    apply_regrade(regrade=shown, by=None, at=LATER)
    with django_capture_on_commit_callbacks(execute=True):
        assert requeue_regrades() == 1
    shown.refresh_from_db()
    assert shown.state == "done"
    assert work_on_regrade(shown.pk) is False


def test_progress_does_not_drift(shown: Regrade) -> None:
    regrading.applied(shown)
    assert rebuild(write=False) == []


class Twice(TestCase):
    """For any answers and any decision: the same key changes nothing, and twice is once."""

    @settings(max_examples=12)
    @given(
        st.lists(st.integers(0, 3), min_size=1, max_size=3),
        st.sampled_from(["full", "out", "under", "original"]),
    )
    def test_twice_is_once_and_the_same_key_changes_nothing(self, places: list[int], policy: str) -> None:
        quiz = a_quiz(choice())
        for place in places:
            sat(quiz, lambda entry, key, place=place: _options(entry)[place : place + 1])
        question = question_of(quiz)
        assert regrading.regrade(question, "original").counts == {"seen": len(places), "open": 0}
        body = question.versions.get(number=1).body
        mended(
            question,
            body | {"options": [row | {"share": float(n == 1)} for n, row in enumerate(body["options"])]},
        )
        regrading.regrade(question, policy)
        before = list(Attempt.objects.order_by("pk").values())
        assert regrading.regrade(question, policy).counts.get("changed", 0) == 0
        assert list(Attempt.objects.order_by("pk").values()) == before


def _options(entry: dict[str, Any]) -> list[str]:
    """The ids in the order of the words, whatever the paper's."""
    return [one["id"] for one in sorted(entry["options"], key=lambda one: str(one["text"]))]
