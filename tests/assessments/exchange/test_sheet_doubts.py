"""Sheets that say two things at once: columns that mean the same, and words that are crossed out."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from assessments.exchange.item import Rejected
from assessments.importers.reading import Reading, read
from tests.assessments.exchange.test_sheets import one, workbook
from tests.assessments.exchange.test_word import right

ASKED = ("Câu hỏi", "A", "B", "C", "D")
SAID = ("Hỏi", "Một", "Hai", "Ba", "Bốn")


@pytest.mark.parametrize(
    ("first", "second"),
    [("B", "B"), ("B", "Hai"), ("Hai", "B"), ("b", "B."), ("B", ""), ("", "B"), ("2", "B")],
)
@pytest.mark.parametrize(
    "headings", [("Đáp án", "Đáp án đúng"), ("Đáp án đúng", "Phương án đúng"), ("Key", "Đáp án")]
)
def test_two_columns_of_the_key_that_agree_are_one(
    first: str, second: str, headings: tuple[str, str]
) -> None:
    assert right(one(*SAID, first, second, heading=(*ASKED, *headings))) == "B"


@pytest.mark.parametrize(
    ("first", "second"), [("B", "C"), ("C", "B"), ("B", "Ba"), ("Ba", "B"), ("A", "B, C")]
)
def test_two_columns_of_the_key_that_differ_are_listed(first: str, second: str) -> None:
    found = one(*SAID, first, second, heading=(*ASKED, "Đáp án", "Đáp án đúng"))
    assert isinstance(found, Rejected)
    assert "ghi khác nhau" in found.reason
    assert first in found.reason


def crossed(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> list[object]:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([*ASKED, "Đáp án", "Ghi chú"], [*SAID, "B", "x"], [*SAID, "C", "x"]))
    )
    change(book.active)
    target = io.BytesIO()
    book.save(target)
    return list(read(target.getvalue()).questions)


@pytest.mark.parametrize("cell", ["A2", "C2", "F2"])
def test_a_question_with_words_crossed_out_is_listed(cell: str) -> None:
    def cross(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        page[cell].font = Font(strike=True)

    struck, other = crossed(cross)
    assert isinstance(struck, Rejected)
    assert "bị gạch ngang" in struck.reason
    assert right(other) == "C"


def test_words_crossed_out_in_a_part_of_a_cell_are_seen() -> None:
    def cross(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        page["C2"] = CellRichText("Hai ", TextBlock(InlineFont(strike=True), "mươi"))

    struck, other = crossed(cross)
    assert isinstance(struck, Rejected)
    assert right(other) == "C"


def test_a_note_crossed_out_beside_the_question_is_nobodys_matter() -> None:
    def cross(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        page["G2"].font = Font(strike=True)
        page["A2"].font = Font(strike=False, bold=True)

    assert [right(found) for found in crossed(cross)] == ["B", "C"]


def hidden(*columns: str) -> Reading:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([*ASKED, "Đáp án", "Đáp án đúng"], [*SAID, "B", "C"], [*SAID, "D", "D"]))
    )
    for column in columns:
        book.active.column_dimensions[column].hidden = True
    target = io.BytesIO()
    book.save(target)
    return read(target.getvalue())


@pytest.mark.parametrize(("column", "keys", "name"), [("F", "CD", "“Đáp án”"), ("G", "BD", "“Đáp án đúng”")])
def test_a_hidden_column_of_the_key_is_left_out_and_told(column: str, keys: str, name: str) -> None:
    found = hidden(column)
    assert "".join(map(right, found.questions)) == keys
    assert [name in remark for remark in found.remarks] == [True]
    assert "cột bị ẩn" in found.remarks[0]


def test_questions_whose_only_keys_are_hidden_are_listed() -> None:
    found = hidden("F", "G")
    assert [isinstance(one, Rejected) for one in found.questions] == [True, True]
    assert "“Đáp án”, “Đáp án đúng”" in found.remarks[0]


def test_a_sheet_with_all_beyond_it_hidden_is_read_without_a_word() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([*ASKED, "Đáp án"], [*SAID, "B"])))
    book.active.column_dimensions.group("H", "XFD", hidden=True)
    target = io.BytesIO()
    book.save(target)
    found = read(target.getvalue())
    assert ([right(one) for one in found.questions], list(found.remarks)) == (["B"], [])


@pytest.mark.parametrize("cell", ["A2", "C2", "C4", "D4"])
def test_a_question_of_one_option_in_a_row_with_words_crossed_out_is_listed(cell: str) -> None:
    rows = [["1", "", "Hỏi", ""], ["1", "A", "Một", "x"], ["1", "B", "Hai", "x"]]
    again = [["2", *row[1:3], "x" if row[1] == "B" else ""] for row in rows]
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(["Câu", "Phương án", "Nội dung", "Đúng"], *rows, *again))
    )
    book.active[cell].font = Font(strike=True)
    target = io.BytesIO()
    book.save(target)
    struck, other = read(target.getvalue()).questions
    assert isinstance(struck, Rejected)
    assert "bị gạch ngang" in struck.reason
    assert right(other) == "B"


OTHERS = ["Đáp án điều chỉnh", "Đáp án (sửa)", "Đáp án mã 102", "Sửa đáp án", "Đáp án mới"]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("said", ["C", "Ba", "c.", "B, C"])
def test_a_column_that_takes_the_key_back_lists_the_question(other: str, said: str) -> None:
    found = one(*SAID, "B", said, heading=(*ASKED, "Đáp án", other))
    assert isinstance(found, Rejected)
    assert "“B”" in found.reason
    assert f"“{said}”" in found.reason


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("said", ["B", "Hai", "", "đã rà soát"])
def test_a_column_that_leaves_the_key_as_it_is_changes_nothing(other: str, said: str) -> None:
    assert right(one(*SAID, "B", said, heading=(*ASKED, "Đáp án", other))) == "B"


def test_a_truth_that_another_column_takes_back_is_listed() -> None:
    heading = ("Câu hỏi", "Đáp án", "Đáp án điều chỉnh")
    assert isinstance(one("Trời xanh.", "Đúng", "Sai", heading=heading), Rejected)
    assert one("Trời xanh.", "Đúng", "Đúng", heading=heading).body["right"] is True


@pytest.mark.parametrize("other", ["Số đáp án", "Đáp án của học viên", "Đáp án sai", "Nguồn đáp án"])
def test_a_column_about_answers_that_is_no_key_is_left_alone(other: str) -> None:
    assert right(one(*SAID, "B", "C", heading=(*ASKED, "Đáp án", other))) == "B"


def test_two_columns_that_explain_are_both_kept() -> None:
    found = one(*SAID, "B", "Vì chẵn.", "1 + 1 = 2", heading=(*ASKED, "Đáp án", "Giải thích", "Lời giải"))
    assert right(found) == "B"
    assert found.body["feedback"]["general"] == "Vì chẵn.<br>1 + 1 = 2"
