"""The server's clock ends a sitting: what was saved is submitted, on the next request or by the timetable."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.models import Attempt, Quiz
from assessments.periodic import close_overdue
from assessments.services.attempts import save_answer, saved_answers, start_attempt, submit
from courses.models import EnrolmentProgress, LearningEvent
from courses.models.record import EventKind
from tests.factories.courses import START, EnrolmentFactory

LIMIT = timedelta(minutes=30)
END = START + LIMIT
JUST_AFTER, LONG_AFTER = END + timedelta(seconds=20), END + timedelta(minutes=9)


@pytest.fixture
def attempt(enrolment, quiz):
    quiz.time_limit = 30
    quiz.save()
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


@pytest.fixture
def saved(attempt, answers):
    for question, chosen in answers(attempt, 4).items():
        save_answer(attempt=attempt, question=question, chosen=chosen, at=END)
    return attempt


def page(attempt):
    return reverse("quiz_attempt", args=[attempt.uuid])


def test_the_deadline_is_frozen_at_the_start(attempt):
    Quiz.objects.update(time_limit=5)
    assert Attempt.objects.get().deadline_at == END


def test_every_rule_that_was_told_is_frozen_with_it(attempt):
    Quiz.objects.update(grading="last", answers_shown="never", hints_allowed=True)
    promised = Attempt.objects.get().promised
    assert (promised["grading"], promised["answers_shown"], promised["hints"]) == ("best", "settled", False)


def test_an_answer_at_the_last_moment_counts_and_makes_no_note(saved):
    assert len(saved_answers(saved)) == 5
    assert not saved.late_answers.exists()


def test_the_timetable_submits_what_was_saved_once_the_grace_is_over(saved):
    with time_machine.travel(JUST_AFTER, tick=False):
        assert close_overdue() == 0
    with time_machine.travel(LONG_AFTER, tick=False):
        assert close_overdue() == 1
        assert close_overdue() == 0
    saved.refresh_from_db()
    assert (saved.submitted_at, saved.timed_out, saved.earned, saved.passed) == (END, True, 4, True)


def test_a_pass_by_the_clock_happened_at_the_deadline_and_was_recorded_later(saved):
    with time_machine.travel(LONG_AFTER, tick=False):
        close_overdue()
    event = LearningEvent.objects.get(kind=EventKind.ASSESSMENT_PASSED)
    assert (event.occurred_at, event.recorded_at) == (END, LONG_AFTER)
    assert EnrolmentProgress.objects.get().completed_at == END


@pytest.mark.parametrize("address", ["paper", "introduction"])
def test_the_next_request_closes_it_as_well(learner, saved, address):
    where = page(saved) if address == "paper" else reverse("quiz_intro", args=[saved.quiz.activity.uuid])
    with time_machine.travel(LONG_AFTER, tick=False):
        told = learner.get(where).content.decode()
    saved.refresh_from_db()
    assert saved.submitted_at == END
    assert ("máy chủ nộp" in told) if address == "paper" else ("Làm lại" in told)


def test_starting_again_after_the_time_draws_the_next_paper(saved):
    again = start_attempt(enrolment=saved.enrolment, quiz=saved.quiz, at=LONG_AFTER)
    assert (again.number, again.deadline_at) == (2, LONG_AFTER + LIMIT)


def test_within_the_grace_nothing_is_shown_to_work_on(learner, saved):
    with time_machine.travel(JUST_AFTER, tick=False):
        told = learner.get(page(saved)).content.decode()
        assert "Đã hết giờ làm bài" in told
        assert saved.paper[0]["text"] not in told
        learner.post(page(saved), {"chac-chan": "1"})
    saved.refresh_from_db()
    assert (saved.submitted_at, saved.earned) == (END, 4)


def test_the_paper_tells_until_when_and_the_seconds_left(learner, attempt):
    with time_machine.travel(START + timedelta(minutes=10), tick=False):
        told = learner.get(page(attempt)).content.decode()
        left = learner.get(reverse("quiz_time_left", args=[attempt.uuid])).json()
    assert "Nộp trước 08:30" in told
    assert 'data-left="1200.0"' in told
    assert left == {"left": 1200, "submitted": False}


def test_a_deadline_on_another_day_is_told_with_its_day(learner, attempt):
    Attempt.objects.update(deadline_at=START + timedelta(days=1))
    with time_machine.travel(START, tick=False):
        assert "Nộp trước 08:00 06/01/2026" in learner.get(page(attempt)).content.decode()


def test_a_test_without_limit_has_no_clock(learner, enrolment, quiz):
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    told = learner.get(page(attempt)).content.decode()
    assert "data-clock" not in told
    assert learner.get(reverse("quiz_time_left", args=[attempt.uuid])).json()["left"] is None


def test_handing_in_by_hand_before_the_end_is_not_by_the_clock(attempt, answers):
    done = submit(attempt=attempt, answers=answers(attempt, 5), at=END - timedelta(minutes=1))
    assert (done.timed_out, done.submitted_at) == (False, END - timedelta(minutes=1))


def test_saving_an_answer_stays_one_statement(attempt, answers, django_assert_num_queries):
    [(question, chosen), *_rest] = answers(attempt, 5).items()
    with django_assert_num_queries(1):
        save_answer(attempt=attempt, question=question, chosen=chosen, at=START)


def test_a_paper_that_cannot_be_graded_keeps_no_other_open(saved, caplog):
    neighbour = EnrolmentFactory(release=saved.enrolment.release)
    broken = start_attempt(enrolment=neighbour, quiz=saved.quiz, at=START - LIMIT)
    Attempt.objects.filter(pk=broken.pk).update(key={})
    with time_machine.travel(LONG_AFTER, tick=False):
        assert close_overdue() == 1
    saved.refresh_from_db()
    assert saved.submitted_at == END
    assert f"attempt {broken.uuid} could not be closed" in caplog.text
