"""Aiken and GIFT with what teachers forget: answers, order, weights."""

from typing import Any

import pytest

from assessments.exchange.item import Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.test_word import right


def told(text: str) -> list[Any]:
    return read(text.encode()).questions


def reason(found: Any) -> str:
    assert isinstance(found, Rejected)
    return found.reason


def test_a_forgotten_answer_does_not_take_the_one_of_the_next_question() -> None:
    first, second = told("Một?\nA. a\nB. b\n\nHai?\nA. c\nB. d\nANSWER: B\n")
    assert "ANSWER" in reason(first)
    assert (second.number, second.body["text"], right(second)) == (2, "Hai?", "B")


@pytest.mark.parametrize("options", ["A. a\nC. c\nB. b", "A. a\nA. c\nB. b", "A. a\nB. b\nD. d"])
def test_letters_out_of_order_are_told(options: str) -> None:
    first, second = told(f"Một?\n{options}\nANSWER: B\n\nHai?\nA. c\nB. d\nANSWER: A\n")
    assert "không theo thứ tự" in reason(first)
    assert right(second) == "A"


def test_an_option_may_go_on_in_the_next_line() -> None:
    (item,) = told("Một?\nhai dòng\nA. a\ntiếp\n\nB. b\n\nANSWER: B\n")
    assert item.body["text"] == "Một?<br>hai dòng"
    assert [one["text"] for one in item.body["options"]] == ["a<br>tiếp", "b"]


def test_answers_in_vietnamese_alone() -> None:
    assert [right(one) for one in told("Một?\nA. a\nB. b\nĐÁP ÁN: B\n\nHai?\na) c\nb) d\nĐáp án: a\n")] == [
        "B",
        "A",
    ]


@pytest.mark.parametrize("weight", ["%33,33333%", "% 33.33333 %", "%33.33333%"])
def test_a_weight_is_read_as_it_is_written_here(weight: str) -> None:
    (item,) = told(f"Q? {{~{weight}a ~{weight}b ~{weight}c ~%-100%d}}")
    assert [one["text"] for one in item.body["options"]] == ["a", "b", "c", "d"]
    assert sum(one["share"] for one in item.body["options"][:3]) == pytest.approx(1)


def test_a_weight_that_is_no_number_is_told() -> None:
    (found,) = told("Q? {=a ~%5O%b}")
    assert "%5O%" in reason(found)


def test_moodle_says_something_of_any_other_number() -> None:
    (item,) = told("Q? {#=1822:1#đúng ~#sai rồi}")
    assert [(one["value"], one["share"]) for one in item.body["answers"]] == [(1822, 1), (None, 0)]


@pytest.mark.parametrize(("word", "truth"), [("Đúng", True), ("SAI", False)])
def test_truths_in_vietnamese(word: str, truth: bool) -> None:
    (item,) = told(f"Q? {{{word}}}")
    assert (item.body["kind"], item.body["right"]) == ("true_false", truth)


def test_words_behind_an_essay_are_kept() -> None:
    (item,) = told("Hãy viết {} không quá 100 chữ.")
    assert item.body["text"] == "Hãy viết không quá 100 chữ."
