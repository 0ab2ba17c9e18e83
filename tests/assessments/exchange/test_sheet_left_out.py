"""Sheets: options beyond H, columns without a name, what Excel hides, one option in a row."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from assessments.exchange.item import Rejected
from assessments.exchange.sheet import READ_OPTIONS
from assessments.importers.reading import Reading, read
from common.errors import DomainError
from tests.assessments.exchange.test_other_ways import sheets
from tests.assessments.exchange.test_word import right

HEAD = ["Câu hỏi", "A", "B", "C", "Đáp án đúng"]


def texts(item: Any) -> list[str]:
    return [one["text"] for one in item.body["options"]]


def chosen(item: Any) -> list[int]:
    return [place for place, one in enumerate(item.body["options"], start=1) if one["share"] > 0]


@pytest.mark.parametrize("heads", [READ_OPTIONS[:10], [*"ABCDEFGHIJ"], [f"Đáp án {n}" for n in range(1, 11)]])
@pytest.mark.parametrize(
    ("key", "places"), [("J", [10]), ("10", [10]), ("B, J", [2, 10]), ("I và J", [9, 10]), ("Chọn 9", [9])]
)
def test_options_beyond_h_are_read(heads: list[str], key: str, places: list[int]) -> None:
    words = [f"ý {place}" for place in range(1, 11)]
    (item,) = sheets([["Câu hỏi", *heads, "Đáp án đúng"], ["Hỏi?", *words, key]])
    assert (texts(item), chosen(item)) == (words, places)


def test_a_key_of_letters_with_and_between_many_options() -> None:
    heads = [*"ABCDEFGHIJKLMNOPQRSTUVWX"]
    (item,) = sheets([["Câu hỏi", *heads, "Đáp án đúng"], ["Hỏi?", *(f"ý {one}" for one in heads), "A và W"]])
    assert chosen(item) == [1, 23]


def test_a_bare_letter_that_goes_on_from_nothing_is_no_option() -> None:
    (item,) = sheets([[*HEAD, "S", "X"], ["Hỏi?", "Một", "Hai", "Ba", "B", "sao", "x"]])
    assert (texts(item), right(item)) == (["Một", "Hai", "Ba"], "B")


def test_words_in_a_column_without_a_name_behind_the_options_are_told() -> None:
    head = ["Câu hỏi", "A", "B", "", "Đáp án đúng"]
    found, kept = sheets([head, ["Hỏi?", "Một", "Hai", "Ba", "B"], ["Nữa?", "Một", "Hai", "", "B"]])
    assert isinstance(found, Rejected)
    assert "không có tên" in found.reason
    assert right(kept) == "B"


def hiding(hidden: int, *, page: str = "visible", other: bool = True) -> Reading:
    book = Workbook()
    first = book.active
    for row in ([], HEAD, ["Một?", "a", "b", "c", "A"], ["Hai?", "a", "b", "c", "B"], []):
        first.append(row)
    first.row_dimensions[hidden].hidden = True
    first.row_dimensions[5].hidden = True
    if other:
        second = book.create_sheet("Đề cũ")
        second.append(HEAD)
        second.append(["Ba?", "a", "b", "c", "C"])
        second.sheet_state = page
    elif page != "visible":
        first.sheet_state = page
        book.active = book.create_sheet("Bìa")
    target = io.BytesIO()
    book.save(target)
    return read(target.getvalue())


@pytest.mark.parametrize(("hidden", "left"), [(3, ["Hai?", "Ba?"]), (4, ["Một?", "Ba?"])])
def test_hidden_rows_are_left_out_and_counted(hidden: int, left: list[str]) -> None:
    found = hiding(hidden)
    assert [item.name for item in found.questions] == left
    assert "1 câu" in found.remarks[0]
    assert "bị ẩn" in found.remarks[0]


def test_a_hidden_row_above_the_questions_is_nobodys_loss() -> None:
    assert (len(hiding(2).questions), hiding(2).remarks) == (3, [])


@pytest.mark.parametrize("page", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_by_name(page: str) -> None:
    found = hiding(5, page=page)
    assert [item.name for item in found.questions] == ["Một?", "Hai?"]
    assert "Đề cũ" in found.remarks[0]


def test_questions_that_are_all_hidden_are_told() -> None:
    with pytest.raises(DomainError, match="trang tính bị ẩn: Sheet"):
        hiding(1, page="hidden", other=False)


LETTERED = [
    ["Câu", "Phương án", "Nội dung", "Đúng"],
    [1, "", "Một cộng một?", ""], ["", "A", 1.5, ""], ["", "B", 2, "x"],
    [2, "", "Số chẵn?", ""], [2, "A", "hai", "x"], [2, "B", "ba", ""], [2, "C", "bốn", "X"],
]  # fmt: skip
REPEATED = [
    ["Câu hỏi", "Phương án", "Đáp án đúng", "Điểm"],
    ["Một cộng một?", "A. 1,5", 0, 2], ["Một cộng một?", "B. 2", 1, 2],
    ["Số chẵn?", "hai", True, ""], ["", "ba", False, ""], ["", "bốn", True, ""],
]  # fmt: skip
BESIDE = [
    ["STT", "Câu hỏi", "Lựa chọn", "Nội dung", "Đúng/Sai"],
    [1, "Một cộng một?", "A", "1,5", "Sai"], [1, "Một cộng một?", "B", "2", "Đúng"],
    [2, "Số chẵn?", "A", "hai", "Đ"], [2, "Số chẵn?", "B", "ba", "S"], [2, "Số chẵn?", "C", "bốn", "Đ"],
]  # fmt: skip


@pytest.mark.parametrize("rows", [LETTERED, REPEATED, BESIDE], ids=["lettered", "repeated", "beside"])
def test_one_option_in_a_row_is_set_together(rows: list[list[Any]]) -> None:
    first, second = sheets(rows)
    assert (first.body["text"], texts(first), right(first)) == ("Một cộng một?", ["1,5", "2"], "B")
    assert (second.body["text"], texts(second), right(second)) == ("Số chẵn?", ["hai", "ba", "bốn"], "AC")
    assert first.body["points"] == (2 if rows is REPEATED else 1)


def test_a_letter_twice_in_such_a_sheet_is_told() -> None:
    found, kept = sheets([*LETTERED[:4], ["", "B", 3, ""], *LETTERED[4:]])
    assert isinstance(found, Rejected)
    assert "Phương án B có hai lần" in found.reason
    assert right(kept) == "AC"


@pytest.mark.parametrize(
    "head", [["Câu", "Phương án", "Nội dung", "Đáp án đúng"], ["Câu", "Phương án", "Nội dung", "Ghi chú"]]
)
def test_such_a_sheet_whose_key_is_not_ticked_is_refused_with_what_to_do(head: list[str]) -> None:
    rows = [[*row[:3], "B" if row[1] == "A" else ""] for row in LETTERED[1:]]
    with pytest.raises(DomainError, match="mỗi câu một dòng"):
        sheets([head, *rows])
