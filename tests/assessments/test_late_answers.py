"""Late by the network counts with a note, late by the learner is kept as evidence, absurd clocks are not believed."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from assessments.models import LateAnswer
from assessments.services.attempts import close_overdue, save_answer, saved_answers, start_attempt, submit
from assessments.sitting import late_note
from common.errors import Conflict
from tests.assessments.kinds.bodies import EVERY
from tests.factories.assessments import BankFactory, QuestionFactory, draw_from
from tests.factories.courses import START

END = START + timedelta(minutes=30)
BEFORE, AFTER = END - timedelta(seconds=5), END + timedelta(seconds=5)
IN_GRACE, PAST_GRACE = END + timedelta(seconds=60), END + timedelta(seconds=121)


@pytest.fixture
def attempt(enrolment, quiz):
    quiz.time_limit = 30
    quiz.save()
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


@pytest.fixture
def right(attempt, answers):
    return answers(attempt, 5)


def send(attempt, right, place=0, **when):
    question = attempt.paper[place]["id"]
    save_answer(attempt=attempt, question=question, chosen=right[question], **when)


def post(learner, attempt, right, given, at):
    question = attempt.paper[0]["id"]
    body = json.dumps({"question": question, "chosen": right[question], "given": given})
    with time_machine.travel(at, tick=False):
        address = reverse("quiz_answer", args=[attempt.uuid])
        accept = {"accept": "application/json"}
        return learner.post(address, body, content_type="application/json", headers=accept)


def milliseconds(moment):
    return round(moment.timestamp() * 1000)


def test_an_answer_given_in_time_and_held_up_by_the_line_counts_with_a_note(attempt, right):
    send(attempt, right, at=IN_GRACE, given_at=BEFORE)
    assert len(saved_answers(attempt)) == 1
    note = LateAnswer.objects.get()
    assert (note.counted, note.given_at, note.arrived_at, note.deadline_at) == (True, BEFORE, IN_GRACE, END)
    assert late_note(attempt).seconds == 60


@pytest.mark.parametrize(
    ("given", "at"),
    [(AFTER, IN_GRACE), (None, IN_GRACE), (BEFORE, PAST_GRACE), (START - timedelta(days=1), IN_GRACE)],
)
def test_anything_else_is_refused_with_a_sentence_and_kept(attempt, right, given, at):
    with pytest.raises(Conflict, match="đến muộn"):
        send(attempt, right, at=at, given_at=given)
    assert saved_answers(attempt) == {}
    assert [one.counted for one in LateAnswer.objects.all()] == [False]


def test_what_comes_after_the_server_closed_the_paper_is_still_evidence(attempt, right):
    close_overdue(at=PAST_GRACE)
    with pytest.raises(Conflict):
        send(attempt, right, at=PAST_GRACE, given_at=BEFORE)
    attempt.refresh_from_db()
    assert (attempt.earned, late_note(attempt).refused) == (0, 1)


def test_after_handing_in_oneself_nothing_more_is_taken(attempt, right):
    submit(attempt=attempt, answers={}, at=BEFORE)
    with pytest.raises(Conflict, match="đã nộp"):
        send(attempt, right, at=IN_GRACE, given_at=BEFORE)
    assert not LateAnswer.objects.exists()


def test_the_same_answer_again_is_no_late_answer(attempt, right):
    send(attempt, right, at=BEFORE)
    send(attempt, right, at=IN_GRACE, given_at=BEFORE)
    assert not LateAnswer.objects.exists()


def test_a_form_without_script_that_arrives_within_the_grace_is_believed_whole(learner, attempt, right):
    with time_machine.travel(IN_GRACE, tick=False):
        page = learner.post(
            reverse("quiz_attempt", args=[attempt.uuid]), {"de": "1"} | right, follow=True
        ).content.decode()
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.earned, attempt.timed_out) == (END, 5, True)
    assert "5 câu trả lời đến máy chủ sau giờ (chậm nhất 60 giây)" in page


def test_of_a_form_with_script_only_what_was_given_in_time_counts(learner, attempt, right):
    first, second, *_rest = right
    moments = {first: milliseconds(BEFORE), second: milliseconds(AFTER)}
    with time_machine.travel(IN_GRACE, tick=False):
        form = {"de": "1", "luc": json.dumps(moments), first: right[first], second: right[second]}
        page = learner.post(reverse("quiz_attempt", args=[attempt.uuid]), form, follow=True).content.decode()
    assert list(saved_answers(attempt)) == [first]
    assert "1 câu trả lời đến quá muộn" in page


def test_a_form_past_the_grace_hands_in_what_was_saved(learner, attempt, right):
    send(attempt, right, at=BEFORE)
    with time_machine.travel(PAST_GRACE, tick=False):
        learner.post(reverse("quiz_attempt", args=[attempt.uuid]), {"de": "1"} | right)
    attempt.refresh_from_db()
    assert (attempt.earned, late_note(attempt).refused) == (1, 4)


@pytest.mark.parametrize("given", [-5, 0, 1e300, True, "hôm qua", [1], {"a": 1}, float("nan")])
def test_an_absurd_clock_is_ignored_and_logged(learner, attempt, right, given, caplog):
    assert post(learner, attempt, right, given, IN_GRACE).status_code == 409
    assert "absurd moment" in caplog.text
    assert LateAnswer.objects.get().given_at is None


def test_an_absurd_clock_harms_no_answer_that_is_in_time(learner, attempt, right):
    assert post(learner, attempt, right, -5, BEFORE).json()["saved"]


def test_the_moment_comes_with_the_autosave(learner, attempt, right):
    assert post(learner, attempt, right, milliseconds(BEFORE), IN_GRACE).json()["saved"]
    assert post(learner, attempt, right, milliseconds(AFTER), IN_GRACE).json()["saved"]  # the same


def test_sending_without_end_fills_no_table(attempt, right, caplog):
    question = attempt.paper[0]
    for number in range(30):
        chosen = [question["options"][number % 3]["id"]]
        with pytest.raises(Conflict):
            save_answer(attempt=attempt, question=question["id"], chosen=chosen, at=PAST_GRACE)
    assert LateAnswer.objects.count() == 4 * len(attempt.paper)
    assert "too many late answers" in caplog.text


def test_an_answer_that_is_not_on_the_paper_is_no_evidence(attempt):
    with pytest.raises(Exception, match="không thuộc đề này"):
        save_answer(attempt=attempt, question=attempt.paper[0]["id"], chosen=["la"], at=IN_GRACE)
    assert not LateAnswer.objects.exists()


def test_the_database_itself_refuses_to_change_a_late_answer(attempt, right):
    send(attempt, right, at=IN_GRACE, given_at=BEFORE)
    with pytest.raises(DatabaseError), transaction.atomic():
        LateAnswer.objects.update(counted=False)


def test_a_file_on_its_way_when_the_time_ends_is_taken_with_a_note(learner, enrolment, quiz):
    bank = BankFactory(questions=0)
    QuestionFactory(bank=bank, body=EVERY["file"])
    draw_from(quiz, bank, 1)
    quiz.time_limit = 30
    quiz.save()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    question = attempt.paper[0]["id"]
    for at, held in ((PAST_GRACE, 0), (IN_GRACE, 1)):
        with time_machine.travel(at, tick=False):
            sent = {"gui-tep": question, f"tep-{question}": SimpleUploadedFile("bai.pdf", b"%PDF-1")}
            learner.post(reverse("quiz_files", args=[attempt.uuid]), sent)
        assert attempt.files.count() == held
    assert LateAnswer.objects.get().counted
