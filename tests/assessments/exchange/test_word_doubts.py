"""Word: where a file says two things of one answer the question is listed; what explains an answer stays with it."""

import pytest

from assessments.exchange.item import Item, Rejected
from tests.assessments.exchange.test_word import questions, right
from tests.assessments.exchange.word_files import document, table

ABC = ["A. Một", "B. Hai", "C. Ba", "D. Bốn"]
TWO = ["Câu 1: Hỏi một?", *ABC, "Câu 2: Hỏi hai?", *ABC]
HEADS = ["STT", "Câu hỏi", "A", "B", "C", "D"]
ASKED = ["1", "Hỏi?", "Một", "Hai", "Ba", "Bốn"]


def told(*blocks: str) -> list[tuple[str, str]]:
    """Letter and explanation of each question, or "?" and why not."""
    return [
        ("?", one.reason)
        if isinstance(one, Rejected)
        else (right(one), one.body["feedback"].get("general", ""))
        for one in questions(document(*blocks))
    ]


@pytest.mark.parametrize(
    "key",
    [
        ["Câu 1: B – vì hai là số chẵn", "Câu 2: C – theo Điều 5 a Nghị định"],
        ["1. B. Giải thích: vì hai là số chẵn", "2. C. Giải thích: theo Điều 5 a Nghị định"],
        ["1) B (vì hai là số chẵn)", "2) C, theo Điều 5 a Nghị định"],
        [
            table(
                ["Câu", "Đáp án", "Giải thích"],
                ["1", "B", "vì hai là số chẵn"],
                ["2", "C", "theo Điều 5 a Nghị định"],
            )
        ],
    ],
    ids=["dash", "named", "brackets", "table"],
)
def test_a_key_may_explain_its_answers(key: list[str]) -> None:
    (first, why), (second, whence) = told(*TWO, "ĐÁP ÁN", *key)
    assert (first, second) == ("B", "C")
    assert "vì hai là số chẵn" in why
    assert "theo Điều 5 a Nghị định" in whence


@pytest.mark.parametrize("key", ["1. B; 2. C", "1B 2C", "Câu 1: B, câu 2: C", "1-B; 2-C", "1. B - 2. C"])
def test_several_answers_on_a_line_are_no_explanation(key: str) -> None:
    assert told(*TWO, "ĐÁP ÁN", key) == [("B", ""), ("C", "")]


def test_two_columns_of_a_key_table_that_differ_are_listed() -> None:
    heads = ["Câu", "Đáp án", "Đáp án đúng"]
    (first, why), (second, _none) = told(*TWO, table(heads, ["1", "B", "C"], ["2", "C", "C"]))
    assert (first, second) == ("?", "C")
    assert "(B, C)" in why


@pytest.mark.parametrize(
    ("two", "said"),
    [(("B", "B"), "B"), (("B", "Hai"), "B"), (("Hai", "B"), "B"), (("B", "C"), "?"), (("B", "Ba"), "?")],
)
def test_two_key_columns_of_a_table_of_questions(two: tuple[str, str], said: str) -> None:
    ((letter, _why),) = told(table([*HEADS, "Đáp án", "Đáp án đúng"], [*ASKED, *two]))
    assert letter == said


def test_an_answer_at_the_question_and_another_in_the_key_are_listed() -> None:
    (first, why), (second, _none) = told(*TWO[:5], "Đáp án: B", *TWO[5:], "Đáp án: C", "ĐÁP ÁN", "1.A 2.C")
    assert (first, second) == ("?", "C")
    assert "(B) khác với bảng đáp án (A)" in why


def test_parts_that_count_from_one_again_are_not_compared() -> None:
    parts = ["PHẦN I. TRẮC NGHIỆM", *TWO[:5], "Đáp án: B", "PHẦN II. TRẮC NGHIỆM", *TWO[:5], "Đáp án: C"]
    assert [letter for letter, _why in told(*parts, "ĐÁP ÁN", "1.B")] == ["B", "C"]


@pytest.mark.parametrize(
    ("answer", "letter"), [("B. Hai", "B"), ("B. Ba", "?"), ("B. Ba là sai nên chọn hai", "B")]
)
def test_a_letter_with_the_words_of_another_option_is_listed(answer: str, letter: str) -> None:
    ((said, _why),) = told(*TWO[:5], f"Đáp án: {answer}")
    assert said == letter


def test_words_of_the_right_option_behind_its_letter_explain_nothing() -> None:
    (found,) = questions(document(*TWO[:5], "ĐÁP ÁN", "Câu 1: B. Hai"))
    assert isinstance(found, Item)
    assert found.body["feedback"].get("general", "") == ""
