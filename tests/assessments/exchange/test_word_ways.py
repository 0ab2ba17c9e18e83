"""The many ways in which Word documents ask: numbers, options, marks, keys, tables and styles."""

import unicodedata

import pytest

from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.test_word import questions, right
from tests.assessments.exchange.word_files import document, paragraph, run, table, zipped

OPTIONS = ["A. Một", "B. Hai", "C. Ba", "D. Bốn"]
WAYS = [
    "Câu 1: ",
    "Câu 1. ",
    "Câu hỏi 1. ",
    "CÂU 1 ",
    "Cau 1: ",
    "Bài 1: ",
    "1. ",
    "1) ",
    "Câu 1 (0,5 điểm): ",
    "",
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_question_begins_in_any_usual_way(way: str, form: str) -> None:
    second = way.replace("1", "2")
    lines = [f"{way}Hỏi gì?", *OPTIONS, "Đáp án: B", f"{second}Hỏi nữa?", *OPTIONS, "Đáp án: C"]
    found = questions(document(*(unicodedata.normalize(form, line) for line in lines)))  # type: ignore[arg-type]
    assert [(item.body["text"], right(item)) for item in found] == [("Hỏi gì?", "B"), ("Hỏi nữa?", "C")]


@pytest.mark.parametrize(
    "options",
    [
        ["(A) Một", "(B) Hai"], ["[A] Một", "[B] Hai"], ["A - Một", "B - Hai"], ["a) Một", "b) Hai"],
        ["A.Một", "B.Hai"], ["A/ Một\tB/ Hai"], ["- Một", "- Hai"], ["• Một", "• Hai"], ["☐ Một", "☑ Hai"],
        [table(["A", "Một"], ["B", "Hai"])], [table(["A. Một", "B. Hai"])],
    ],
)  # fmt: skip
def test_options_stand_in_any_usual_way(options: list[str]) -> None:
    (item,) = questions(document("Câu 1: Hỏi?", *options, "Đáp án: B"))
    assert ([one["text"] for one in item.body["options"]], right(item)) == (["Một", "Hai"], "B")


@pytest.mark.parametrize(
    "key",
    [
        "Đáp án B", "ĐÁP ÁN ĐÚNG: B. Hai", "=> B", "Chọn B", "→ Đáp án: B", "Trả lời: b.", "ĐA: B", "[Đáp án] B",
        "(Đáp án: B)", "Đáp án: Hai", "Đáp án: ý B", "Câu trả lời đúng: B", "Phương án đúng là: B", "Lời giải: Chọn B",
        "Đáp án – (B)", "Đáp án:\nB",
    ],
)  # fmt: skip
def test_the_answer_is_said_in_any_usual_way(key: str) -> None:
    (item,) = questions(document("Câu 1: Đáp án nào đúng?", *OPTIONS, *key.split("\n")))
    assert (item.body["text"], right(item)) == ("Đáp án nào đúng?", "B")


@pytest.mark.parametrize(
    "key",
    [
        ["Đáp án: 1-B, 2-C"], ["ĐÁP ÁN: 1B 2C"], ["BẢNG ĐÁP ÁN", "Câu 1: Chọn B", "Câu 2: Chọn C. Vì vậy"],
        ["HƯỚNG DẪN CHẤM", "1.B\t2.C"], ["Đáp án", "1\tB", "2\tC"], [table(["Câu 1", "Câu 2"], ["B", "C"])],
        [table(["Câu hỏi", "Đáp án", "Điểm"], ["1", "B", "0,5"], ["2", "C", "0,5"])],
        [table(["STT", "Đáp án", "Giải thích"], ["1", "B", "Vì một"], ["2", "C", "Vì hai"])],
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", ["Câu {}: ", "{}. "])
def test_a_key_at_the_end_is_read_in_any_usual_way(key: list[str], start: str) -> None:
    found = questions(document(start.format(1) + "Một?", *OPTIONS, start.format(2) + "Hai?", *OPTIONS, *key))
    assert [right(item) for item in found] == ["B", "C"]


@pytest.mark.parametrize(
    ("lines", "truth"),
    [
        (["Câu 1: Trời xanh.", "Đáp án: Đúng"], True), (["Câu 1: Trời xanh (S)"], False),
        (["Câu 1: Trời xanh.", "☐ Đúng  ☑ Sai"], False), (["Câu 1: Trời xanh. Đúng hay sai?", "Đáp án: Đ"], True),
        ([paragraph("Câu 1: Trời xanh. ", run("Đúng", "u"), "   Sai")], True),
    ],
)  # fmt: skip
def test_true_or_false_is_told_in_any_usual_way(lines: list[str], truth: bool) -> None:
    (item,) = questions(document(*lines))
    assert (item.body["kind"], item.body["right"]) == ("true_false", truth)


@pytest.mark.parametrize(
    ("options", "key"),
    [(["a) Một", "b) Hai"], ["Đáp án: a) Đúng; b) Sai"]), (["a) Một (Đ)", "b) Hai (S)"], []),
     (["a) Một", "b) Hai"], ["Đáp án: ĐS"])],
)  # fmt: skip
def test_statements_are_each_right_or_wrong(options: list[str], key: list[str]) -> None:
    (item,) = questions(document("Câu 1: Các phát biểu sau đúng hay sai?", *options, *key))
    assert [(pair["left"], pair["right"]) for pair in item.body["pairs"]] == [("Một", "Đúng"), ("Hai", "Sai")]


def test_two_columns_are_joined() -> None:
    columns = table(["Cột A", "Cột B"], ["1. Zalo", "a. định danh"], ["2. VNeID", "b. nhắn tin"])
    (item,) = questions(document("Câu 1: Nối cột A với cột B", columns, "Đáp án: 1-b, 2-a"))
    assert [(pair["left"], pair["right"]) for pair in item.body["pairs"]] == [
        ("Zalo", "nhắn tin"),
        ("VNeID", "định danh"),
    ]


def test_a_table_of_questions_and_a_table_in_a_question() -> None:
    rows = table(["STT", "Câu hỏi", "A", "B", "Đáp án"], ["1", "Hỏi?", "Một", "Hai", "B"])
    assert [right(item) for item in questions(document(rows))] == ["B"]
    (item,) = questions(document("Câu 1: Xem", table(["Năm", "Số"], ["2020", "5"]), *OPTIONS, "Đáp án: A"))
    assert "<table><tr><td>Năm</td><td>Số</td></tr>" in item.body["text"]


def test_parts_points_essays_and_the_end_of_the_paper() -> None:
    data = document(
        "SỞ NỘI VỤ", "I. PHẦN TRẮC NGHIỆM (5 điểm)", "Câu 1 [NB]: Hỏi?", *OPTIONS, "Đáp án: B",
        "II. PHẦN TỰ LUẬN (5 điểm)", "Câu 2. Trình bày cách cài. (3 điểm)", "Hướng dẫn chấm: đủ ba ý", "--- Hết ---",
        "Cán bộ coi thi không giải thích gì thêm",
    )  # fmt: skip
    first, second = questions(data)
    assert (first.category, first.tags) == (("I. PHẦN TRẮC NGHIỆM",), ("độ khó:Nhận biết",))
    assert first.body["options"][3]["text"] == "Bốn"
    assert (second.body["kind"], second.body["points"], second.body["text"], second.body["grader_info"]) == (
        "essay",
        3,
        "Trình bày cách cài.",
        "đủ ba ý",
    )


def test_letters_without_options_are_told_not_taken_for_the_answer() -> None:
    (found,) = questions(document("Câu 1: Hỏi?", "một hai ba", "Đáp án: B"))
    assert isinstance(found, Rejected)
    assert "không đọc được các phương án" in found.reason


@pytest.mark.parametrize("words", ["Chọn đáp án đúng:", "Chọn câu trả lời đúng nhất:", "Trả lời:"])
def test_words_that_lead_to_the_options_are_no_answer(words: str) -> None:
    (item,) = questions(document("Câu 1: Ai đúng?", words, *OPTIONS, "Đáp án: B"))
    assert (right(item), len(item.body["options"])) == ("B", 4)


def test_small_letters_before_capitals_count_statements() -> None:
    (item,) = questions(document("Câu 1: Cho:", "a) x", "b) y", "Số ý đúng?", "A. 1", "B. 2", "Đáp án: B"))
    assert item.body["text"] == "Cho:<br>a) x<br>b) y<br>Số ý đúng?"


def test_marks_of_styles_dark_greys_and_deletions() -> None:
    styles = (
        "<styles><style styleId='Dung'><rPr><u val='single'/></rPr></style>"
        "<style styleId='Con'><basedOn val='Dung'/></style></styles>"
    )
    body = (
        "<document><body><p><r><t>Câu 1: Hỏi </t></r><ins><r><t>mới</t></r></ins>"
        "<del><r><delText>cũ</delText></r></del></p>"
        "<p><r><rPr><color val='333333'/></rPr><t>A. Một</t></r></p>"
        "<p><pPr><pStyle val='Con'/></pPr><r><t>B. Hai</t></r></p></body></document>"
    )
    data = zipped({"word/document.xml": body.encode(), "word/styles.xml": styles.encode()})
    (item,) = read(data).questions
    assert isinstance(item, Item)
    assert (item.body["text"], right(item)) == ("Hỏi mới", "B")


def test_formulas_keep_their_brackets_and_roots() -> None:
    omml = (
        "<p><r><t>Câu 1: Tính </t></r><oMath><rad><deg/><e><r><t>x+1</t></r></e></rad><d><e><f><num><r><t>1</t></r></num>"
        "<den><r><t>a+b</t></r></den></f></e></d></oMath></p>"
    )
    (item,) = questions(document(omml, *OPTIONS, "Đáp án: A"))
    assert item.body["text"] == "Tính √(x+1)(1/(a+b))"
