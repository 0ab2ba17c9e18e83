"""The sheet that most teachers fill in."""

import io
from typing import Any

import openpyxl
import pytest

from assessments.exchange import sheet, xlsx_out
from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import read
from common.errors import DomainError


def workbook(*rows: list[object], name: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def one(*cells: object, heading: tuple[str, ...] = tuple(sheet.COLUMNS)) -> Any:
    (found,) = read(workbook(list(heading), list(cells))).questions
    return found


def test_every_example_of_the_template_can_be_imported() -> None:
    found = read(workbook(list(sheet.COLUMNS), *map(list, sheet.SAMPLES))).questions
    assert [item.body["kind"] for item in found] == list(sheet.KINDS)
    first = found[0]
    assert (first.category, first.tags, first.level) == (
        ("An toàn thông tin", "Mật khẩu"),
        ("độ khó:Nhận biết",),
        "4.1",
    )


def test_the_template_offers_lists_to_choose_from_and_instructions() -> None:
    data, losses = xlsx_out.write()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert losses == []
    assert book.sheetnames == [sheet.SHEET, sheet.EXAMPLES, sheet.HELP]
    rules = book[sheet.SHEET].data_validations.dataValidation
    assert sorted(rule.type for rule in rules) == ["decimal", "list", "list"]
    assert all(len(rule.formula1) <= 257 for rule in rules)


def test_an_empty_template_is_said_to_hold_no_questions() -> None:
    with pytest.raises(DomainError, match="Không thấy câu hỏi nào"):
        read(xlsx_out.write()[0])


def test_headings_may_say_it_in_other_words_below_a_title() -> None:
    data = workbook(
        ["NGÂN HÀNG CÂU HỎI 2026"],
        [],
        ["STT", "Nội dung câu hỏi", "A", "B", "Đáp án C", "Đáp án", "Mức độ"],
        [1, "2 + 2 = ?", 3, 4.0, 5, "b", "Dễ"],
    )
    (item,) = read(data).questions
    assert [option["text"] for option in item.body["options"]] == ["3", "4", "5"]
    assert [option["share"] for option in item.body["options"]] == [0, 1, 0]
    assert item.tags == ("độ khó:Dễ",)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("Chọn một", "Hỏi?", "Một", "Hai", *[""] * 6, "C"), "Đáp án đúng phải là chữ"),
        (("Chọn một", "Hỏi?", "Một", "Hai", *[""] * 6, "A, B"), "ghi nhiều đáp án đúng"),
        (("Chọn một", "Hỏi?", "Một", *[""] * 7, "A"), "ít nhất hai phương án"),
        (("Chọn một", "Hỏi?", "Một", "", "Ba", *[""] * 5, "A"), "để trống"),
        (("Đoán xem", "Hỏi?", *[""] * 8, "A"), "Không có loại câu hỏi"),
        (("Số", "Hỏi?", *[""] * 8, "khoảng ba"), "không phải là số"),
        (("Đúng/Sai", "Hỏi?", *[""] * 8, "Có lẽ"), "phải là Đúng hoặc Sai"),
        (("Ghép đôi", "Hỏi?", "a", "b"), "vế trái"),
        (("Chọn một", "Hỏi?", "Một", "Hai", *[""] * 6, "A", -1), "Điểm"),
        (("Chọn một", "", "Một", "Hai", *[""] * 6, "A"), "không có nội dung"),
    ],
)
def test_a_wrong_row_is_told_with_its_reason(cells: tuple[object, ...], why: str) -> None:
    found = one(*cells)
    assert isinstance(found, Rejected)
    assert why in found.reason


@pytest.mark.parametrize(
    ("written", "value", "tolerance"),
    [("1.234,5", 1234.5, 0), ("3,14 ± 0,01", 3.14, 0.01), ("10..12", 11, 1)],
)
def test_numbers_are_read_as_vietnamese_write_them(written: str, value: float, tolerance: float) -> None:
    answer = one("Số", "Bao nhiêu?", *[""] * 8, written).body["answers"][0]
    assert (answer["value"], answer["tolerance"]) == (value, tolerance)


def test_markup_in_a_cell_is_text() -> None:
    item = one("Đúng/Sai", "<b>Thẻ</b> <script>", *[""] * 8, "Đúng")
    assert isinstance(item, Item)
    assert item.body["text"] == "&lt;b&gt;Thẻ&lt;/b&gt; &lt;script&gt;"


def test_a_sheet_without_the_headings_is_refused() -> None:
    with pytest.raises(DomainError, match="hàng tiêu đề"):
        read(workbook(["Họ và tên", "Chức vụ"], ["An", "Công chức"]))
