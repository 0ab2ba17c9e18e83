"""Hints come one by one when asked for, are written down, and cost what was told."""

import pytest
import time_machine
from django.urls import reverse

from assessments.grading import grade
from assessments.queries.papers import bodies_of
from assessments.services.attempts import saved_answers, start_attempt, submit
from assessments.services.hints import take_hint
from common.errors import Conflict, Forbidden
from tests.assessments.kinds.bodies import choice
from tests.factories.assessments import BankFactory, QuestionFactory, draw_from
from tests.factories.courses import START


@pytest.fixture
def attempt(enrolment, quiz):
    bank = BankFactory(questions=0)
    QuestionFactory(bank=bank, body=choice(hints=["<b>Nghĩ</b> đến độ dài", "Câu dài nhất"], points=2))
    draw_from(quiz, bank, 1)
    quiz.hints_allowed, quiz.hint_cost = True, 25
    quiz.save()
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


@pytest.fixture
def question(attempt):
    return attempt.paper[0]["id"]


@pytest.fixture
def ask(learner, attempt, question):
    def press(number, **form):
        with time_machine.travel(START, tick=False):
            return learner.post(
                reverse("quiz_hint", args=[attempt.uuid]),
                {"goi-y": f"{question}:{number}"} | form,
                follow=True,
            ).content.decode()

    return press


def test_a_hint_is_shown_when_asked_for_and_not_before(learner, attempt, ask):
    page = learner.get(reverse("quiz_attempt", args=[attempt.uuid])).content.decode()
    assert "Xem gợi ý (trừ 25\u00a0% điểm của câu)" in page
    assert "Nghĩ" not in page
    page = ask(1)
    assert "<b>Nghĩ</b> đến độ dài" in page
    assert "Câu dài nhất" not in page
    assert "Xem gợi ý" not in ask(2)


def test_asking_keeps_the_answers_on_the_page(attempt, question, ask):
    right = attempt.key[question]["correct"]
    ask(1, de="1", **{question: right})
    assert saved_answers(attempt) == {question: right}


def test_asking_twice_for_one_hint_is_one(attempt, question, ask):
    for number in (1, 1, 3, 0):
        ask(number)
    attempt.refresh_from_db()
    assert attempt.hints == {question: [START.isoformat()]}


@pytest.mark.parametrize(("asked", "earned"), [(0, 2), (1, 1.5), (2, 1)])
def test_each_hint_costs_its_share_of_the_points(attempt, question, asked, earned):
    for number in range(1, asked + 1):
        take_hint(attempt=attempt, question=question, number=number, at=START)
    right = {question: attempt.key[question]["correct"]}
    assert submit(attempt=attempt, answers=right, at=START).earned == earned


def test_a_mark_by_hand_is_not_reduced_again(attempt, question):
    take_hint(attempt=attempt, question=question, number=1, at=START)
    attempt.refresh_from_db()
    assert grade(bodies_of(attempt), {}, 60, {question: 1.0}).score == 2


def test_the_result_says_that_a_hint_was_seen(learner, attempt, question, ask):
    ask(1)
    form = {"de": "1", question: attempt.key[question]["correct"]}
    page = learner.post(reverse("quiz_attempt", args=[attempt.uuid]), form, follow=True).content.decode()
    assert "đã xem 1 gợi ý" in page


def test_a_test_without_hints_gives_none(attempt, question):
    attempt.promised["hints"] = False
    attempt.save()
    with pytest.raises(Forbidden, match="không cho xem gợi ý"):
        take_hint(attempt=attempt, question=question, number=1, at=START)


def test_after_handing_in_there_is_no_hint(attempt, question):
    submit(attempt=attempt, answers={}, at=START)
    with pytest.raises(Conflict):
        take_hint(attempt=attempt, question=question, number=1, at=START)


def test_a_question_of_another_paper_has_no_hint(attempt):
    take_hint(attempt=attempt, question="la", number=1, at=START)
    attempt.refresh_from_db()
    assert attempt.hints == {}
