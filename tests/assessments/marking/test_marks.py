"""A mark is kept for ever; the result comes when the last answer has its word."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments.marking.rubric import Given
from assessments.models import Attempt, HandMark, MarkingTask, PastResult
from assessments.services.marking.marks import give_mark
from assessments.services.marking.tasks import LEASE, take
from common.errors import Conflict, DomainError, Forbidden
from courses.models import Enrolment, LearningEvent
from courses.models.record import EventKind
from people.models import Account, AuditEntry, Notice
from tests.assessments.marking.conftest import HANDED_IN, READ, levels, mark, mark_all, task_of

Named = Callable[..., Account]
HandIn = Callable[[Enrolment], Attempt]


@pytest.fixture
def twice(rule: Callable[..., object], hand_in: HandIn, enrolment: Enrolment) -> Attempt:
    """A paper that two people read, ten percent apart at most."""
    rule(second_marker=True, tolerance=10)
    return hand_in(enrolment)


def test_the_result_waits_for_the_last_answer(attempt: Attempt, name: Named) -> None:
    marker = name()
    mark(attempt, "rubric", marker, levels())
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.earned) == (True, 1)
    mark(attempt, "plain", marker, 1)
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.earned, attempt.of, attempt.passed) == (False, 4, 5, True)
    past = PastResult.objects.get()
    assert (past.why, past.waiting, past.replaced_by) == ("marked", True, marker)
    notice = Notice.objects.get(person=attempt.enrolment.learner)  # not before, and without the score
    assert (notice.path, "4" in notice.text) == (f"/kiem-tra/luot/{attempt.uuid}/", False)


def test_a_pass_is_an_event_dated_at_the_handing_in(attempt: Attempt, name: Named) -> None:
    mark_all(attempt, name())
    event = LearningEvent.objects.get(kind=EventKind.ASSESSMENT_PASSED)
    assert (event.occurred_at, event.recorded_at, event.evidence["score"]) == (HANDED_IN, READ, 5)


def test_too_little_is_no_pass(attempt: Attempt, name: Named) -> None:
    marker = name()
    mark(attempt, "rubric", marker, levels(content=1, form=0))
    mark(attempt, "plain", marker, 0)
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.passed, attempt.earned) == (False, False, 1.5)
    assert not LearningEvent.objects.filter(kind=EventKind.ASSESSMENT_PASSED).exists()


def test_a_marker_may_think_again_until_there_is_a_result(attempt: Attempt, name: Named) -> None:
    marker = name()
    mark(attempt, "rubric", marker, levels(content=1))
    give_mark(task=task_of(attempt, "rubric"), by=marker, given=levels(content=0), at=READ)
    mark(attempt, "plain", marker, 2)
    attempt.refresh_from_db()
    assert (attempt.earned, HandMark.objects.count()) == (5, 3)
    with pytest.raises(Conflict):
        give_mark(task=task_of(attempt, "plain"), by=marker, given=Given(0), at=READ)


def test_two_near_each_other_make_the_mean(twice: Attempt, name: Named) -> None:
    first, second = name("first"), name("second")
    for which in ("rubric", "plain"):
        mark(twice, which, first, levels() if which == "rubric" else 2)
        mark(twice, which, second, levels() if which == "rubric" else 1.8, "second")
    twice.refresh_from_db()
    assert (twice.waiting, twice.earned) == (False, 4.9)


def test_two_apart_ask_for_a_third_step(twice: Attempt, name: Named, editor: Account) -> None:
    first, second = name("first"), name("second")
    mark(twice, "rubric", first, levels())
    mark(twice, "rubric", second, levels(), "second")
    mark(twice, "plain", first, 2)
    mark(twice, "plain", second, 1, "second")
    twice.refresh_from_db()
    assert twice.waiting
    mark(twice, "plain", editor, 1.5, "agreed")
    twice.refresh_from_db()
    assert (twice.waiting, twice.earned) == (False, 4.5)


def test_the_third_step_is_not_needed_once_they_are_near(twice: Attempt, name: Named) -> None:
    first, second = name("first"), name("second")
    mark(twice, "plain", first, 2)
    mark(twice, "plain", second, 0, "second")
    assert MarkingTask.objects.filter(part="agreed").count() == 1
    give_mark(task=task_of(twice, "plain", "second"), by=second, given=Given(2), at=READ)
    assert not MarkingTask.objects.filter(part="agreed").exists()


def test_after_the_third_step_neither_reader_changes_theirs(
    twice: Attempt, name: Named, editor: Account
) -> None:
    first, second = name("first"), name("second")
    mark(twice, "plain", first, 2)
    mark(twice, "plain", second, 0, "second")
    mark(twice, "plain", editor, 1, "agreed")
    with pytest.raises(Conflict):
        give_mark(task=task_of(twice, "plain"), by=first, given=Given(0), at=READ)


def test_the_third_step_says_why(twice: Attempt, name: Named) -> None:
    first, second = name("first"), name("second")
    mark(twice, "plain", first, 2)
    mark(twice, "plain", second, 0, "second")
    task = take(task=task_of(twice, "plain", "agreed"), by=first, at=READ)
    with pytest.raises(DomainError):
        give_mark(task=task, by=first, given=Given(1), at=READ)


def test_who_did_not_take_it_does_not_mark_it(attempt: Attempt, name: Named) -> None:
    with pytest.raises(Conflict):
        give_mark(task=task_of(attempt, "plain"), by=name(), given=Given(2), at=READ)


def test_a_mark_after_the_time_counts_only_if_nobody_took_it_meanwhile(attempt: Attempt, name: Named) -> None:
    slow, quick = name(), name()
    for which in ("plain", "rubric"):
        take(task=task_of(attempt, which), by=slow, at=READ)
    late = READ + LEASE + timedelta(minutes=1)
    give_mark(task=task_of(attempt, "plain"), by=slow, given=Given(2), at=late)
    take(task=task_of(attempt, "rubric"), by=quick, at=late)
    with pytest.raises(Conflict):
        give_mark(task=task_of(attempt, "rubric"), by=slow, given=levels(), at=late)


def test_a_stranger_marks_nothing(attempt: Attempt, name: Named, account: Account) -> None:
    task = take(task=task_of(attempt, "plain"), by=name(), at=READ)
    with pytest.raises(Forbidden):
        give_mark(task=task, by=account, given=Given(2), at=READ)


def test_nothing_half_given_is_kept(attempt: Attempt, name: Named) -> None:
    marker = name()
    task = take(task=task_of(attempt, "plain"), by=marker, at=READ)
    with pytest.raises(DomainError):
        give_mark(task=task, by=marker, given=Given(9), at=READ)
    assert not HandMark.objects.exists()
    assert task_of(attempt, "plain").done_at is None


def test_the_database_itself_refuses_to_change_a_mark(attempt: Attempt, name: Named) -> None:
    mark(attempt, "plain", name(), 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandMark.objects.update(fraction=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandMark.objects.all().delete()


def test_the_log_names_whose_paper_was_marked(attempt: Attempt, name: Named) -> None:
    mark(attempt, "plain", name(), 2)
    entry = AuditEntry.objects.get(action="answer_marked")
    assert entry.person == attempt.enrolment.learner


def test_the_log_of_a_hidden_paper_names_its_code_alone(
    rule: Callable[..., object], hand_in: HandIn, enrolment: Enrolment, name: Named
) -> None:
    rule(anonymous=True)
    attempt = hand_in(enrolment)
    mark(attempt, "plain", name(), 2)
    entry = AuditEntry.objects.get(action="answer_marked")
    assert (entry.person, entry.detail["paper_code"]) == (None, attempt.uuid.hex[:8].upper())
