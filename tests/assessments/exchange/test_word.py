"""Word documents in the layouts that teachers use."""

import io
import unicodedata
from typing import Any

import pytest
from PIL import Image

from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.word_files import document, paragraph, picture, run, table

OPTIONS = ["A. 123456", "B. Ngày sinh", "C. Một câu dài", "D. Tên con"]


def questions(data: bytes) -> list[Any]:
    return read(data).questions


def right(item: Item) -> str:
    return "".join(
        "ABCDEFGH"[place] for place, option in enumerate(item.body["options"]) if option["share"] > 0
    )


@pytest.mark.parametrize("look", ["u", "b", "c", "h"])
def test_the_right_option_is_the_one_that_looks_different(look: str) -> None:
    data = document(
        "Câu 1. Mật khẩu nào khó đoán?", *OPTIONS[:2], paragraph(run(OPTIONS[2], look)), OPTIONS[3]
    )
    (item,) = questions(data)
    assert (item.body["kind"], right(item)) == ("single", "C")
    assert [option["text"] for option in item.body["options"]] == [
        "123456",
        "Ngày sinh",
        "Một câu dài",
        "Tên con",
    ]


def test_an_underlined_letter_alone_marks_its_option() -> None:
    (item,) = questions(document("Câu 1: Hỏi?", "A. Một", paragraph(run("B.", "u"), run(" Hai")), "C. Ba"))
    assert right(item) == "B"


def test_bold_labels_of_all_options_mark_none() -> None:
    data = document(
        paragraph(run("Câu 1: ", "b"), run("Hỏi?")),
        *(
            paragraph(run(f"{letter}. ", "b"), run(f"Phương án {letter}", "c" if letter == "D" else ""))
            for letter in "ABCD"
        ),
    )
    (item,) = questions(data)
    assert right(item) == "D"


def test_options_stand_on_one_line_between_tabs() -> None:
    (item,) = questions(document("Câu 1: 2 + 2 = ?", "A. 3\tB. 4\tC. 5\tD. 6", "Đáp án: B"))
    assert [option["text"] for option in item.body["options"]] == ["3", "4", "5", "6"]
    assert right(item) == "B"


def test_a_star_marks_the_right_option_and_is_not_shown() -> None:
    (item,) = questions(document("1. Hỏi?", "A) Một", "*B) Hai", "C) Ba (*)"))
    assert right(item) == "BC"
    assert (item.body["kind"], item.body["scoring"]) == ("multiple", "all")
    assert [option["text"] for option in item.body["options"]] == ["Một", "Hai", "Ba"]


@pytest.mark.parametrize(
    "key",
    [
        table(["Câu", "1", "2"], ["Đáp án", "C", "A"]),
        table(["1", "C"], ["2", "A"]),
        table(["1.C", "2.A"]),
        paragraph("BẢNG ĐÁP ÁN") + paragraph("1C 2A"),
        paragraph("ĐÁP ÁN") + paragraph("1-C; 2-A"),
    ],
)
def test_the_key_stands_at_the_end(key: str) -> None:
    data = document("Câu 1. Một?", *OPTIONS, "Câu 2. Hai?", *OPTIONS, "---HẾT---", key)
    assert [right(item) for item in questions(data)] == ["C", "A"]


def test_automatic_numbers_are_written_out() -> None:
    numbering = (
        "<numbering><abstractNum abstractNumId='1'><lvl ilvl='0'><start val='1'/><numFmt val='decimal'/>"
        "<lvlText val='Câu %1.'/></lvl><lvl ilvl='1'><start val='1'/><numFmt val='upperLetter'/><lvlText val='%2.'/>"
        "</lvl></abstractNum><num numId='5'><abstractNumId val='1'/></num></numbering>"
    )
    blocks = []
    for question in ("Một?", "Hai?"):
        blocks.append(paragraph(question, listed=(5, 0)))
        blocks += [paragraph(text, listed=(5, 1)) for text in ("Đúng là", "Sai là")]
        blocks.append(paragraph("Đáp án: A"))
    found = questions(document(*blocks, numbering=numbering))
    assert [(item.body["text"], right(item)) for item in found] == [("Một?", "A"), ("Hai?", "A")]


def test_pictures_sections_points_and_reasons_are_kept() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "PNG")
    data = document(
        "PHẦN I: AN TOÀN THÔNG TIN",
        paragraph(run("Câu 1 (0,5 điểm): Biển báo "), picture("rId7"), run(" là gì? H"), run("2", "^")),
        "A. Cấm",
        "B. Cho phép",
        "Đáp án: A",
        "Giải thích: Nền đỏ.",
        files={"rId7.png": drawn.getvalue()},
    )
    (item,) = questions(data)
    assert item.body["text"] == 'Biển báo <img src="file:rId7.png" alt=""> là gì? H<sup>2</sup>'
    assert item.files == {"rId7.png": drawn.getvalue()}
    assert (item.body["points"], item.body["feedback"], item.category) == (
        0.5,
        {"general": "Nền đỏ."},
        ("PHẦN I: AN TOÀN THÔNG TIN",),
    )


def test_a_question_without_a_known_answer_is_told_not_guessed() -> None:
    first, second = questions(document("Câu 1. Một?", *OPTIONS, "Câu 2. Hai?", *OPTIONS, "Đáp án: F"))
    assert isinstance(first, Rejected)
    assert "Không rõ đáp án đúng" in first.reason
    assert isinstance(second, Rejected)
    assert "không có trong các phương án" in second.reason


def test_questions_without_options_are_true_or_false_short_or_essays() -> None:
    data = document(
        "Câu 1. Đất tròn?", "Đáp án: Đúng", "Câu 2. Thủ đô?", "Đáp án: Hà Nội", "Câu 3. Trình bày."
    )
    assert [item.body["kind"] for item in questions(data)] == ["true_false", "short", "essay"]


def test_a_list_of_numbers_inside_a_question_begins_no_question() -> None:
    (item,) = questions(document("Câu 1. Thứ tự?", "1. Đăng nhập", "2. Nộp", "A. 1-2", "B. 2-1", "Đáp án: A"))
    assert item.body["text"] == "Thứ tự?<br>1. Đăng nhập<br>2. Nộp"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_the_same_layout_is_read_from_a_text_file_in_any_encoding(encoding: str) -> None:
    text = "Câu 1. Tập {x; y} là gì?\nA. Tập hợp\nB. Đoạn thẳng\nĐáp án: A\n"
    written = unicodedata.normalize("NFC", text)
    if encoding == "cp1258":
        tones = dict.fromkeys("\u0300\u0301\u0303\u0309\u0323")
        written = "".join(_for_1258(sign, tones) for sign in written)
    (item,) = questions(written.encode(encoding))
    assert (item.body["text"], item.body["options"][0]["text"]) == ("Tập {x; y} là gì?", "Tập hợp")


def _for_1258(sign: str, tones: dict[str, None]) -> str:
    """Windows-1258 keeps the tone apart from the letter."""
    parts = unicodedata.normalize("NFD", sign)
    tone = "".join(part for part in parts if part in tones)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tone
