"""Word: statements that are each right or wrong, as the examinations of 2025 ask them; passages; formulas."""

import pytest

from assessments.exchange.item import Rejected
from tests.assessments.exchange.test_word import questions, right
from tests.assessments.exchange.word_files import document, paragraph, run, table

PART = "PHẦN II. Câu trắc nghiệm đúng sai. Ở mỗi ý, thí sinh chọn đúng hoặc sai."
FOUR = ["a) ý một", "b) ý hai", "c) ý ba", "d) ý bốn"]
ABC = ["A. Một", "B. Hai", "C. Ba"]


def judged(item: object) -> list[tuple[str, str]]:
    return [(pair["left"], pair["right"][0]) for pair in item.body["pairs"]]  # type: ignore[attr-defined]


WORDS = ["ý một", "ý hai", "ý ba", "ý bốn"]


@pytest.mark.parametrize("marked", [1, 2])
@pytest.mark.parametrize("lead", [[PART, "Câu 1. Cho bảng:"], ["Câu 1. Ý nào đúng, ý nào sai?"]])
def test_marked_statements_are_right_and_the_others_wrong(lead: list[str], marked: int) -> None:
    statements = [paragraph(run(text, "u" * (place < marked))) for place, text in enumerate(FOUR)]
    (item,) = questions(document(*lead, *statements))
    assert judged(item) == list(zip(WORDS, "Đ" * marked + "S" * (4 - marked), strict=True))
    assert "còn lại là Sai" in item.notes[0]


def test_capital_letters_in_such_a_part_are_still_a_choice() -> None:
    (item,) = questions(document(PART, "Câu 1. Hỏi?", *ABC, "Đáp án: B"))
    assert (item.body["kind"], right(item)) == ("single", "B")


@pytest.mark.parametrize("lead", [[PART, "Câu 1. Cho bảng:"], ["Câu 1. Nhận định nào đúng hay sai?"]])
@pytest.mark.parametrize("key", [["Đáp án: b"], ["ĐÁP ÁN", "1. B"]])
def test_a_key_of_one_letter_makes_a_single_choice(lead: list[str], key: list[str]) -> None:
    (item,) = questions(document(*lead, *FOUR, *key))
    assert (item.body["kind"], right(item), item.notes) == ("single", "B", ())


@pytest.mark.parametrize(
    "options", [["a) Đúng", "b) Sai"], ["a) Đúng, vì nhanh", "b) Sai vì chậm", "c) Chưa rõ"]]
)
def test_right_and_wrong_as_answers_are_a_single_choice(options: list[str]) -> None:
    marked = [paragraph(run(text, "u" * (place == 1))) for place, text in enumerate(options)]
    (item,) = questions(document("Câu 1. Máy này tốt, đúng hay sai?", *marked))
    assert (item.body["kind"], right(item)) == ("single", "B")


def test_a_key_of_several_letters_says_which_statements_are_right() -> None:
    (item,) = questions(document(PART, "Câu 1. Cho bảng:", *FOUR, "Đáp án: a, c"))
    assert judged(item) == list(zip(WORDS, "ĐSĐS", strict=True))


def test_truths_behind_statements_in_mixed_ways() -> None:
    (item,) = questions(
        document("Câu 1. Xét:", "a) ý một (Đúng)", "b) ý hai (Sai)", "c) ý ba. Đúng", "d) ý bốn: Sai")
    )
    assert judged(item) == list(zip(WORDS, "ĐSĐS", strict=True))


def test_a_statement_that_says_nothing_is_told() -> None:
    (found,) = questions(document("Câu 1. Xét:", "a) ý một (Đúng)", "b) ý hai (Sai)", "c) ý ba", "d) ý bốn"))
    assert isinstance(found, Rejected)
    assert "có ý không ghi" in found.reason


@pytest.mark.parametrize("label", ["{letter})", "{number}", ""])
def test_a_table_with_a_column_for_each_truth(label: str) -> None:
    rows = [
        [
            label.format(letter="abcd"[place], number=place + 1),
            text,
            "x" * (place % 2 == 0),
            "X" * (place % 2),
        ]
        for place, text in enumerate(WORDS)
    ]
    (item, other) = questions(
        document(
            "Câu 1. Xét:", table(["", "Phát biểu", "Đúng", "Sai"], *rows), "Câu 2. Hỏi?", *ABC, "Đáp án: C"
        )
    )
    assert (item.body["text"], judged(item)) == ("Xét:", list(zip(WORDS, "ĐSĐS", strict=True)))
    assert right(other) == "C"


def test_a_table_without_ticks_takes_its_truths_from_the_key() -> None:
    rows = [["", text, "", ""] for text in WORDS]
    (item,) = questions(
        document(
            "Câu 1. Xét:", table(["TT", "Phát biểu", "Đúng", "Sai"], *rows), "Đáp án: a) Đ b) S c) S d) Đ"
        )
    )
    assert judged(item) == list(zip(WORDS, "ĐSSĐ", strict=True))


@pytest.mark.parametrize("beside", [False, True])
def test_a_key_with_a_row_for_each_statement(beside: bool) -> None:
    heads, first, second = ["Câu", "Lệnh hỏi", "Đáp án (Đ/S)"], "ĐSĐS", "SSĐĐ"
    rows = [
        [[str(number) * (not place), f"{'abcd'[place]})", truth] for place, truth in enumerate(truths)]
        for number, truths in ((1, first), (2, second))
    ]
    key = (
        table([*heads, *heads], *(one + two for one, two in zip(*rows, strict=True)))
        if beside
        else table(heads, *rows[0], *rows[1])
    )
    found = questions(document(PART, "Câu 1. Xét:", *FOUR, "Câu 2. Xét nữa:", *FOUR, "ĐÁP ÁN", key))
    assert [judged(item) for item in found] == [
        list(zip(WORDS, truths, strict=True)) for truths in (first, second)
    ]


LEADS = [
    "Đọc đoạn văn sau và trả lời câu 2 đến câu 3:",
    "Dựa vào thông tin dưới đây, trả lời các câu hỏi từ câu 2 đến 3",
    "Sử dụng bảng số liệu sau để trả lời câu 2, 3.",
]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("keyed", [True, False])
def test_a_passage_stands_above_its_questions_and_in_no_option(lead: str, keyed: bool) -> None:
    asked = {
        n: [f"Câu {n}. Hỏi {n}?", *ABC, *([f"Đáp án: {'ABCA'[n - 1]}"] if keyed else [])] for n in range(1, 5)
    }
    key = [] if keyed else ["ĐÁP ÁN", table(["1", "2", "3", "4"], ["A", "B", "C", "A"])]
    found = questions(document(*asked[1], lead, "Làng ven sông.", *asked[2], *asked[3], *asked[4], *key))
    assert [item.body["options"][-1]["text"] for item in found] == ["Ba"] * 4
    assert [right(item) for item in found] == list("ABCA")
    assert [item.body["text"] for item in found] == [
        "Hỏi 1?", f"{lead}<br>Làng ven sông.<br>Hỏi 2?", f"{lead}<br>Làng ven sông.<br>Hỏi 3?", "Hỏi 4?",
    ]  # fmt: skip
    assert [item.name for item in found] == ["Hỏi 1?", "Hỏi 2?", "Hỏi 3?", "Hỏi 4?"]


def test_a_passage_for_nobody_in_particular_goes_to_the_next_question_with_a_note() -> None:
    first = ["Câu 1. Hỏi 1?", *ABC, "Đáp án: A"]
    found = questions(
        document("Đọc đoạn văn sau và trả lời câu hỏi:", "Sông dài.", *first, "Câu 2. B?", *ABC, "Đáp án: B")
    )
    assert [item.body["text"].count("Sông dài.") for item in found] == [1, 0]
    assert "chỉ kèm vào câu này" in found[0].notes[0]


def test_a_question_that_begins_with_reading_keeps_its_words() -> None:
    (item,) = questions(
        document("Câu 1.", "Đọc đoạn văn sau và trả lời câu hỏi:", "Sông dài.", *ABC, "Đáp án: A")
    )
    assert item.body["text"] == "Đọc đoạn văn sau và trả lời câu hỏi:<br>Sông dài."


def _text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (f"<w:func><w:fName>{_text('sin')}</w:fName><w:e>{_text('x')}</w:e></w:func>", "sin x"),
        (f"<w:limLow><w:e>{_text('lim')}</w:e><w:lim>{_text('x→0')}</w:lim></w:limLow>", "lim_(x→0)"),
        (f"<w:eqArr><w:e>{_text('x=1')}</w:e><w:e>{_text('y=2')}</w:e></w:eqArr>", "x=1; y=2"),
        (f'<w:acc><w:accPr><w:chr w:val="⃗"/></w:accPr><w:e>{_text("v")}</w:e></w:acc>', "v⃗"),
        (f"<w:bar><w:e>{_text('A')}</w:e></w:bar>", "A\u0305"),
    ],
)
def test_formulas_keep_what_tells_them_apart(written: str, read_as: str) -> None:
    (item,) = questions(document("Câu 1. Hỏi?", paragraph("A. ", written), "B. Hai", "Đáp án: B"))
    assert item.body["options"][0]["text"] == read_as
