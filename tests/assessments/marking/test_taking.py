"""Taking an answer to read: one hand at a time, the oldest first, never one's own."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from assessments.marking.queue import grouped, groups
from assessments.marking.rights import tasks_of
from assessments.models import Attempt, Marker, MarkingTask, Quiz
from assessments.services.marking.tasks import LEASE, release, take, take_next
from common.errors import Conflict
from people.models import Account
from tests.assessments.marking.conftest import HANDED_IN, READ, question_of, task_of

Named = Callable[..., Account]


def test_a_paper_handed_in_puts_each_essay_into_the_queue(attempt: Attempt) -> None:
    found = MarkingTask.objects.filter(attempt=attempt)
    assert {str(task.question) for task in found} == {
        question_of(attempt, name) for name in ("rubric", "plain")
    }
    assert {(task.part, task.since, task.done_at) for task in found} == {("first", HANDED_IN, None)}


def test_what_one_holds_no_other_gets(attempt: Attempt, name: Named) -> None:
    one, other = name(), name()
    take(task=task_of(attempt, "plain"), by=one, at=READ)
    with pytest.raises(Conflict):
        take(task=task_of(attempt, "plain"), by=other, at=READ)
    question = UUID(question_of(attempt, "plain"))
    assert take_next(by=other, quiz=attempt.quiz_id, question=question, at=READ) is None


def test_what_was_held_too_long_goes_to_the_next(attempt: Attempt, name: Named) -> None:
    one, other = name(), name()
    take(task=task_of(attempt, "plain"), by=one, at=READ)
    assert take(task=task_of(attempt, "plain"), by=other, at=READ + LEASE).claimed_by == other


def test_what_is_given_back_is_free_at_once(attempt: Attempt, name: Named) -> None:
    one, other = name(), name()
    held = take(task=task_of(attempt, "plain"), by=one, at=READ)
    release(task=held, by=other)
    assert task_of(attempt, "plain").claimed_by == one
    release(task=held, by=one)
    assert take(task=task_of(attempt, "plain"), by=other, at=READ).claimed_by == other


def test_the_oldest_comes_first_and_what_is_passed_over_waits(
    attempt: Attempt, another: Attempt, name: Named, quiz: Quiz
) -> None:
    marker, question = name(), UUID(question_of(attempt, "plain"))
    MarkingTask.objects.filter(attempt=another).update(since=HANDED_IN - timedelta(hours=1))
    first = take_next(by=marker, quiz=quiz.pk, question=question, at=READ)
    assert first
    assert first.attempt == another
    following = take_next(by=marker, quiz=quiz.pk, question=question, at=READ, after=first)
    assert following
    assert following.attempt == attempt


def test_nobody_meets_their_own_paper(
    attempt: Attempt, account: Account, quiz: Quiz, editor: Account
) -> None:
    Marker.objects.create(quiz=quiz, account=account, role="first", given_at=READ, given_by=editor)
    assert not tasks_of(account, READ).exists()
    with pytest.raises(Conflict):
        take(task=task_of(attempt, "plain"), by=account, at=READ)


def test_nor_that_of_the_record_merged_into_theirs(attempt: Attempt, name: Named) -> None:
    marker, learner = name(), attempt.enrolment.learner
    learner.merged_into = marker.person
    learner.save()
    assert not tasks_of(marker, READ).exists()


def test_a_marker_meets_only_the_tests_they_were_named_for_and_while_they_are(
    attempt: Attempt, name: Named
) -> None:
    marker = name()
    assert tasks_of(marker, READ).count() == 2
    Marker.objects.filter(account=marker).update(ended_at=READ)
    assert not tasks_of(marker, READ).exists()


def test_the_second_reading_is_never_the_first_readers(
    rule: Callable[..., object],
    hand_in: Callable[..., Attempt],
    enrolment: object,
    name: Named,
    editor: Account,
) -> None:
    rule(second_marker=True)
    attempt = hand_in(enrolment)
    first = name("first")
    assert {task.part for task in tasks_of(first, READ)} == {"first"}
    take(task=task_of(attempt, "plain", "first"), by=editor, at=READ)
    mine = tasks_of(editor, READ).filter(question=question_of(attempt, "plain"))
    assert [task.part for task in mine] == ["first"]
    assert tasks_of(editor, READ + LEASE).filter(question=question_of(attempt, "plain")).count() == 2


def test_the_desk_counts_papers_by_question(attempt: Attempt, another: Attempt, name: Named) -> None:
    marker = name()
    take(task=task_of(another, "plain"), by=name(), at=READ)
    found = {group.text: (group.waits, group.in_hand) for group in groups(grouped(marker, READ))}
    assert found == {"Nêu cách bảo vệ mật khẩu": (2, 0), "Kể một việc đã làm ở xã": (2, 1)}
