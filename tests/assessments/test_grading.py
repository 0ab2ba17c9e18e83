"""Grading: one point a question, all and only the correct options."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.grading import grade
from tests.assessments.kinds.bodies import EVERY, choice

KEY = {"q1": choice("single", (1, 0)), "q2": choice("multiple", (0, 1, 1))}


def test_the_right_answers_earn_a_point_each() -> None:
    result = grade(KEY, {"q1": ["a"], "q2": ["b", "c"]}, 100)
    assert (result.score, result.of, result.passed) == (2, 2, True)


@pytest.mark.parametrize("chosen", [["b"], ["a", "b", "c"], [], ["x"]])
def test_a_multiple_choice_wants_all_and_only_the_correct_ones(chosen: list[str]) -> None:
    assert grade(KEY, {"q2": chosen}, 50).score == 0


def test_the_order_of_choosing_and_a_double_click_do_not_matter() -> None:
    assert grade(KEY, {"q2": ["c", "b", "c"]}, 50).score == 1


@pytest.mark.parametrize(("percent", "passed"), [(50, True), (51, False), (0, True), (100, False)])
def test_exactly_the_pass_mark_passes(percent: int, passed: bool) -> None:
    assert grade(KEY, {"q1": ["a"]}, percent).passed is passed


def test_an_empty_paper_passes_nobody() -> None:
    assert not grade({}, {}, 0).passed


def test_a_question_left_open_is_told_from_a_wrong_one() -> None:
    answered = {mark.question: mark.answered for mark in grade(KEY, {"q1": ["b"]}, 50).marks}
    assert answered == {"q1": True, "q2": False}


def test_answers_to_questions_that_are_not_on_the_paper_earn_nothing() -> None:
    assert grade(KEY, {"q9": ["a"]}, 50).score == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine proves nothing
@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), st.lists(st.sampled_from("abcd"))))
def test_the_score_never_leaves_its_bounds(answers: dict[str, list[str]]) -> None:
    result = grade(KEY, answers, 60)
    assert 0 <= result.score <= result.of == 2


def test_points_weigh_and_parts_of_them_count() -> None:
    bodies = {"q1": KEY["q1"] | {"points": 3}, "q2": EVERY["matching"]}
    result = grade(bodies, {"q1": ["a"], "q2": {"a": "Nghĩa a"}}, 83)
    assert (str(result.score), result.of, result.passed) == ("3.33", 4, True)


def test_an_essay_waits_and_passes_nobody_by_itself() -> None:
    result = grade({"q1": KEY["q1"], "q2": EVERY["essay"]}, {"q1": ["a"], "q2": "Bài làm"}, 50)
    assert (result.waiting, result.passed, result.score) == (True, False, 1)
    assert not grade({"q2": EVERY["essay"]}, {}, 50).waiting
