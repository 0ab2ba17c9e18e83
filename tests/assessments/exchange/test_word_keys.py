"""Word: keys as ranges, as rows of letters, as tables to tick; punctuation of an East Asian keyboard."""

import pytest

from assessments.exchange.item import Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.test_word import questions, right
from tests.assessments.exchange.word_files import document, paragraph, run, table

ABC = ["A. Một", "B. Hai", "C. Ba", "D. Bốn"]
FIVE = [line for number in range(1, 6) for line in (f"Câu {number}: Hỏi {number}?", *ABC)]


def rights(*blocks: str) -> str:
    return "".join("?" if isinstance(one, Rejected) else right(one) for one in questions(document(*blocks)))


@pytest.mark.parametrize(
    "key",
    [
        ["ĐÁP ÁN", "1-5: ABCDA"], ["Đáp án", "1-5: ABCDA"], ["ĐÁP ÁN", "Câu 1–5: A B C D A"],
        ["BẢNG ĐÁP ÁN", "1-3: A, B, C", "4-5: D, A"], ["ĐÁP ÁN", "1-2: AB; 3-5: CDA"],
        ["ĐÁP ÁN", "Câu 1 đến câu 5: ABCDA"], ["Đáp án: 1-5: ABCDA"], ["1-5 ABCDA"], ["ĐÁP ÁN: 1-3 ABC 4-5 DA"],
        ["ĐÁP ÁN", "ABCDA"], ["Đáp án", "ABCDA"], ["Đáp án: A B C D A"], ["ĐÁP ÁN", "ABC", "DA"],
        ["ĐÁP ÁN", "A - B - C - D - A"],
    ],
    ids=str,
)  # fmt: skip
def test_a_key_without_a_number_before_every_letter(key: list[str]) -> None:
    assert rights(*FIVE, *key) == "ABCDA"


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (["ĐÁP ÁN", "ABCD"], "4 chữ mà đề có 5 câu"),
        (["ĐÁP ÁN", "1-5: ABCD"], "câu 1–5 có 4 chữ"),
        (["ĐÁP ÁN", "ABCDAB"], "6 chữ mà đề có 5 câu"),
    ],
)
def test_a_row_that_is_too_short_or_too_long_gives_no_key(key: list[str], why: str) -> None:
    found = questions(document(*FIVE, *key))
    assert all(isinstance(one, Rejected) and why in one.reason for one in found)
    assert len(found) == 5


def test_a_question_with_its_own_answer_needs_no_such_row() -> None:
    assert rights(*FIVE[:5], "Đáp án: C", *FIVE[5:], "ĐÁP ÁN", "1-5: ABCD") == "C????"


def test_letters_of_one_question_are_not_a_key_of_all() -> None:
    assert rights(*FIVE[:5], "Đáp án: B", *FIVE[5:10], "Đáp án: A, C") == "BAC"


def test_a_weight_in_the_question_is_no_key() -> None:
    assert rights("Câu 1: Nặng bao nhiêu?", "5 - 10 g", *ABC, "Đáp án: B", *FIVE[5:10], "Đáp án: C") == "BC"


def test_statements_with_small_letters_are_not_counted_by_a_row_of_capital_ones() -> None:
    stated = ["Câu 1: Xét", "a) ý một (Đúng)", "b) ý hai (Sai)"]
    found = questions(
        document("PHẦN I. TRẮC NGHIỆM", *FIVE, "PHẦN II. TRẮC NGHIỆM ĐÚNG SAI", *stated, "ĐÁP ÁN", "ABCDA")
    )
    assert "".join(map(right, found[:5])) == "ABCDA"
    assert found[5].body["kind"] == "matching"


def test_rows_of_several_codes() -> None:
    data = document(*FIVE, "ĐÁP ÁN MÃ ĐỀ 101", "1-5: ABCDA", "ĐÁP ÁN MÃ ĐỀ 102", "1-5: DDDDD")
    assert "".join(map(right, read(data, code="102").questions)) == "DDDDD"


@pytest.mark.parametrize("tick", ["x", "X", "✓", "●"])
@pytest.mark.parametrize("beside", [False, True])
def test_a_table_to_tick(tick: str, beside: bool) -> None:
    rows = [
        [f"{number}", *(tick * (letter == key) for letter in "ABCD")]
        for number, key in zip("12345", "ABCDA", strict=True)
    ]
    head = ["Câu", "A", "B", "C", "D"]
    whole = (
        [head, *rows]
        if not beside
        else [head * 2, *(a + b for a, b in zip(rows[:3], [*rows[3:], [""] * 5], strict=True))]
    )
    assert rights(*FIVE, table(*whole)) == "ABCDA"


def test_two_ticks_in_a_row_give_no_key() -> None:
    assert rights(*FIVE[:10], table(["Câu", "A", "B", "C"], ["1", "x", "", "x"], ["2", "", "x", ""])) == "?B"


def test_shaded_cells_are_ticks() -> None:
    head = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Câu", *"ABCD"))
    shade = '<w:tcPr><w:shd w:fill="808080"/></w:tcPr>'
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(number)}</w:tc>"
        + "".join(f"<w:tc>{shade * (letter == key)}{paragraph('')}</w:tc>" for letter in "ABCD")
        + "</w:tr>"
        for number, key in zip("12345", "ABCDA", strict=True)
    )
    assert rights(*FIVE, f"<w:tbl><w:tr>{head}</w:tr>{rows}</w:tbl>") == "ABCDA"


def test_wide_punctuation_is_the_usual_one() -> None:
    (item,) = questions(document("Câu 1：Hỏi？", "（A）Một", "Ｂ．Hai", "C．Ba", "Đáp án：B。"))
    assert (item.body["text"], right(item)) == ("Hỏi?", "B")
    assert [option["text"] for option in item.body["options"]] == ["Một", "Hai", "Ba"]


def test_a_line_in_chinese_keeps_its_signs() -> None:
    (item,) = questions(document("Câu 1: Nghĩa?", "你好：世界", *ABC, "Đáp án: B"))
    assert item.body["text"] == "Nghĩa?<br>你好：世界"


def test_a_wide_sign_does_not_shift_what_is_underlined() -> None:
    (item,) = questions(document("Câu 1: Hỏi?", "A．Một", paragraph(run("B", "u"), run("．Hai")), "C．Ba"))
    assert right(item) == "B"
