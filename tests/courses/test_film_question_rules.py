"""The arithmetic of a film's questions: no database."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import film_questions as rules
from tests.courses.film_asking import FIRST, QUESTIONS, SECOND, option, question

ASKED = {str(FIRST): False, str(SECOND): True}


def test_what_is_told_holds_no_key() -> None:
    told = json.dumps([rules.told(one) for one in QUESTIONS])
    assert "key" not in told
    assert "correct" not in told
    assert "Xem lại" not in told


@pytest.mark.parametrize(
    ("names", "fits"),
    [(["a"], True), (["b"], True), ([], False), (["a", "b"], False), (["x"], False), (["a", "a"], False)],
)
def test_an_answer_is_one_of_the_options(names: list[str], fits: bool) -> None:
    assert rules.fits(QUESTIONS[0], [option(FIRST, name) for name in names]) is fits


@pytest.mark.parametrize(
    ("names", "right"), [("ac", True), ("ca", True), ("a", False), ("abc", False), ("b", False)]
)
def test_all_and_only_the_correct_ones_are_right(names: str, right: bool) -> None:
    assert rules.is_right(QUESTIONS[1], [option(SECOND, name) for name in names]) is right


def test_the_note_of_the_option_taken_comes_before_the_word_about_the_whole() -> None:
    assert rules.feedback(QUESTIONS[0], [option(FIRST, "b")]) == "Ý b là của hôm qua.\nXem lại đoạn đầu."
    assert rules.feedback(QUESTIONS[0], [option(FIRST, "a")]) == "Chính xác, bà con nhớ nhé."


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ([], [FIRST, SECOND]),
        ([(FIRST, False)], [SECOND]),
        ([(SECOND, False)], [FIRST, SECOND]),
        ([(FIRST, False), (SECOND, False), (SECOND, True)], []),
        ([(FIRST, True), (SECOND, True), (SECOND, False)], []),
    ],
)
def test_a_question_is_open_until_answered_as_demanded(
    answers: list[tuple[object, bool]], left: list[object]
) -> None:
    told = [(str(name), right) for name, right in answers]
    assert rules.left(ASKED, QUESTIONS, told) == [str(name) for name in left]


def test_what_the_lesson_no_longer_asks_is_not_demanded_and_what_it_asks_anew_neither() -> None:
    newer = [QUESTIONS[0], question(UUID(int=3), 80.0)]
    assert rules.left(ASKED, newer, [(str(FIRST), True)]) == []


def test_only_required_questions_are_demanded() -> None:
    optional = question(SECOND, 60.0, required=False, must_be_right=True)
    assert rules.demands([QUESTIONS[0], optional]) == {str(FIRST): False}


ANSWERS = st.lists(st.tuples(st.sampled_from([str(FIRST), str(SECOND), "other"]), st.booleans()), max_size=8)


@given(answers=ANSWERS, more=ANSWERS)
def test_an_answer_never_opens_a_question_again(
    answers: list[rules.Answer], more: list[rules.Answer]
) -> None:
    before = rules.left(ASKED, QUESTIONS, answers)
    assert set(rules.left(ASKED, QUESTIONS, [*answers, *more])) <= set(before)
    assert rules.left(ASKED, QUESTIONS, answers[::-1]) == before
