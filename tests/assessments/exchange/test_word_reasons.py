"""Word: an answer and its explanation on one line; an answer of one of two."""

import pytest

from assessments.exchange.item import Rejected
from tests.assessments.exchange.test_word import questions, right
from tests.assessments.exchange.word_files import document, paragraph, run

ABC = ["A. Hà Nội", "B. Huế", "C. Đà Nẵng"]


def why(item: object) -> str:
    return item.body["feedback"].get("general", "")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Đáp án: B. Giải thích: kinh đô cũ.", "kinh đô cũ."),
        ("Đáp án: B (Giải thích: kinh đô cũ)", "kinh đô cũ"),
        ("Đáp án B vì là kinh đô cũ", "vì là kinh đô cũ"),
        ("Đáp án: B, vì là kinh đô cũ", "vì là kinh đô cũ"),
        ("Đáp án đúng là B. Căn cứ pháp lý: Điều 3", "Điều 3"),
        ("Chọn B. Kinh đô cũ ở đó.", "Kinh đô cũ ở đó."),
        ("Đáp án: B - Kinh đô cũ", "Kinh đô cũ"),
        ("Đáp án: B. Huế", ""), ("Đáp án: B (0,5 điểm)", ""), ("Đáp án: B. 0,25đ", ""), ("Đáp án: B.", ""),
    ],
)  # fmt: skip
def test_what_explains_an_answer_on_its_line_is_said_to_the_learner(line: str, said: str) -> None:
    (item,) = questions(document("Câu 1: Kinh đô cũ?", *ABC, line))
    assert (right(item), why(item)) == ("B", said)


def test_several_letters_and_a_look_before_the_reason() -> None:
    line = paragraph("Đáp án: A, C. Giải thích: đều là ", run("thành phố", "b"))
    (item,) = questions(document("Câu 1: Thành phố?", *ABC, line, "Xem thêm bài 2."))
    assert (right(item), why(item)) == ("AC", "đều là <strong>thành phố</strong><br>Xem thêm bài 2.")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Đáp án: Sai. Giải thích: ở miền Trung", "true_false"),
        ("Đáp án: Sai vì ở miền Trung", "true_false"),
        ("Đáp án: Huế. Giải thích: ở miền Trung", "short"),
    ],
)
def test_the_reason_is_no_part_of_a_truth_or_a_word(line: str, kind: str) -> None:
    (item,) = questions(document("Câu 1: Huế ở miền Nam.", line))
    assert item.body["kind"] == kind
    assert why(item).endswith("ở miền Trung")
    assert item.body["answers"][0]["text"] == "Huế" if kind == "short" else item.body["right"] is False


def test_one_of_two_letters_is_no_answer() -> None:
    (found,) = questions(document("Câu 1: Hỏi?", *ABC, "Đáp án: A hoặc B"))
    assert isinstance(found, Rejected)
    assert "A hoặc B" in found.reason
