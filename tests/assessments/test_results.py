"""A result is replaced only with a reason, and the one before it stays readable."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments.grading import grade
from assessments.models import PastResult
from assessments.queries.papers import bodies_of
from assessments.services.attempts import saved_answers, start_attempt, submit
from assessments.services.results import replace_result
from courses.models import LearningEvent
from courses.models.record import EventKind
from tests.factories.courses import START

LATER = START + timedelta(days=3)
HOUR = START + timedelta(hours=1)


@pytest.fixture
def failed(enrolment, quiz, answers):
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    return submit(attempt=attempt, answers=answers(attempt, 2), at=HOUR)


def by_hand(attempt, fraction):
    hand = {entry["id"]: fraction for entry in attempt.paper}
    return grade(bodies_of(attempt), saved_answers(attempt), attempt.pass_percent, hand)


def replaced(attempt, fraction):
    result = by_hand(attempt, fraction)
    return replace_result(attempt=attempt, result=result, why=PastResult.Why.MARKED, by=None, at=LATER)


def test_a_new_result_keeps_the_one_before_it_and_dates_the_pass_at_the_submission(failed):
    past = replaced(failed, 1.0)
    failed.refresh_from_db()
    assert (past.score, past.passed, failed.earned, failed.passed) == (2, False, 5, True)
    assert failed.marks[failed.paper[0]["id"]]["by_hand"] is True
    event = LearningEvent.objects.get(kind=EventKind.ASSESSMENT_PASSED)
    assert (event.occurred_at, event.recorded_at, event.evidence["score"]) == (HOUR, LATER, 5)


def test_the_same_result_again_changes_nothing(failed):
    assert replaced(failed, 1.0) is not None
    assert replaced(failed, 1.0) is None
    assert (PastResult.objects.count(), LearningEvent.objects.filter(kind="assessment_passed").count()) == (
        1,
        1,
    )


def test_a_lost_pass_leaves_its_event_to_whoever_replaces_the_result(failed):
    replaced(failed, 1.0)
    replaced(failed, 0.0)
    failed.refresh_from_db()
    assert (failed.passed, failed.earned) == (False, 0)
    assert LearningEvent.objects.filter(kind="assessment_passed").count() == 1


def test_the_database_itself_refuses_to_change_a_past_result(failed):
    past = replaced(failed, 1.0)
    with pytest.raises(DatabaseError), transaction.atomic():
        PastResult.objects.filter(pk=past.pk).update(score=9)
