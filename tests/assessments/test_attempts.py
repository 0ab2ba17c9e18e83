"""Sitting a test: one open paper, every answer kept, one result, one event."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from assessments.models import Attempt, Quiz
from assessments.services.attempts import save_answer, saved_answers, start_attempt, submit
from assessments.services.bank import revise_question
from common.errors import Conflict, DomainError, Forbidden
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.models.record import EventKind, EventSource
from tests.assessments.kinds.bodies import choice
from tests.factories.assessments import bank_of
from tests.factories.courses import START

Answers = Callable[[Attempt, int], dict[str, list[str]]]
LATER = START + timedelta(minutes=10)
PASSED = EventKind.ASSESSMENT_PASSED


@pytest.fixture
def attempt(enrolment: Enrolment, quiz: Quiz) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


def _passes(enrolment: Enrolment) -> list[LearningEvent]:
    return list(LearningEvent.objects.filter(enrolment=enrolment, kind=PASSED))


def test_starting_again_resumes_the_open_attempt(attempt: Attempt) -> None:
    assert start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz, at=LATER) == attempt


def test_the_paper_stays_as_drawn_when_the_bank_is_edited(attempt: Attempt, answers: Answers) -> None:
    given = answers(attempt, 5)
    for question in bank_of(attempt.quiz).questions.all():
        revise_question(question=question, body=choice(text=question.text), at=LATER, by=None)
    assert submit(attempt=attempt, answers=given, at=LATER).score == 5


def test_the_pass_mark_of_the_start_holds(attempt: Attempt, answers: Answers) -> None:
    Quiz.objects.update(pass_percent=100)
    assert submit(attempt=attempt, answers=answers(attempt, 3), at=LATER).passed


def test_a_pass_is_recorded_with_its_evidence(attempt: Attempt, answers: Answers) -> None:
    submit(attempt=attempt, answers=answers(attempt, 4), at=LATER)
    [event] = _passes(attempt.enrolment)
    assert event.source == EventSource.QUIZ
    assert event.evidence == {"attempt": str(attempt.uuid), "score": 4, "of": 5, "pass_percent": 60}
    assert EnrolmentProgress.objects.get(enrolment=attempt.enrolment).completed_at == LATER


def test_a_failed_attempt_records_nothing_and_may_be_repeated(attempt: Attempt, answers: Answers) -> None:
    done = submit(attempt=attempt, answers=answers(attempt, 2), at=LATER)
    assert (done.passed, done.score, _passes(attempt.enrolment)) == (False, 2, [])
    assert start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz, at=LATER).number == 2


def test_submitting_twice_gives_the_first_result_and_one_event(attempt: Attempt, answers: Answers) -> None:
    first = submit(attempt=attempt, answers=answers(attempt, 3), at=LATER)
    second = submit(attempt=attempt, answers=answers(attempt, 5), at=LATER + timedelta(minutes=1))
    assert (second.score, second.submitted_at) == (first.score, first.submitted_at) == (3, LATER)
    assert len(_passes(attempt.enrolment)) == 1


def test_saved_answers_count_though_the_last_form_never_arrived(attempt: Attempt, answers: Answers) -> None:
    for question, chosen in answers(attempt, 3).items():
        save_answer(attempt=attempt, question=question, chosen=chosen, at=START)
    assert submit(attempt=attempt, answers={}, at=LATER).score == 3


def test_the_last_answer_to_a_question_stands(attempt: Attempt, answers: Answers) -> None:
    question = attempt.paper[0]["id"]
    for right in (0, 1):
        save_answer(attempt=attempt, question=question, chosen=answers(attempt, right)[question], at=START)
    assert saved_answers(attempt) == {question: attempt.key[question]["correct"]}


def test_an_answer_after_submission_is_refused(attempt: Attempt, answers: Answers) -> None:
    submit(attempt=attempt, answers=answers(attempt, 0), at=LATER)
    question = attempt.paper[0]["id"]
    with pytest.raises(Conflict, match="đã nộp"):
        save_answer(attempt=attempt, question=question, chosen=attempt.key[question]["correct"], at=LATER)


@pytest.mark.parametrize("chosen", [["khong-co"], ["a", "b"]])
def test_an_option_that_is_not_on_the_paper_is_refused(attempt: Attempt, chosen: list[str]) -> None:
    with pytest.raises(DomainError, match="không thuộc đề này"):
        save_answer(attempt=attempt, question=attempt.paper[0]["id"], chosen=chosen, at=LATER)


def test_a_question_of_another_paper_is_refused(attempt: Attempt) -> None:
    with pytest.raises(DomainError, match="không thuộc đề này"):
        submit(attempt=attempt, answers={"la": []}, at=LATER)


def test_two_options_of_a_single_choice_are_refused(attempt: Attempt) -> None:
    entry = attempt.paper[0]
    with pytest.raises(DomainError, match="chỉ chọn một"):
        save_answer(
            attempt=attempt, question=entry["id"], chosen=[o["id"] for o in entry["options"]], at=LATER
        )


def test_attempts_run_out(attempt: Attempt, answers: Answers) -> None:
    Quiz.objects.update(attempts_allowed=1)
    attempt.quiz.refresh_from_db()
    submit(attempt=attempt, answers=answers(attempt, 0), at=LATER)
    with pytest.raises(Forbidden, match="hết 1 lượt"):
        start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz, at=LATER)
