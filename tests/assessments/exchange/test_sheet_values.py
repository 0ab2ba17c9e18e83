"""What cells of a sheet look like to the teacher who filled them in, and keys that can be read twice."""

import datetime
import io
from typing import Any

import pytest
from openpyxl import Workbook

from assessments.exchange import xlsx_out
from assessments.exchange.bodies import body, numerical, options, pairs, short
from assessments.exchange.item import Body, Item, Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.test_other_ways import sheets
from tests.assessments.exchange.test_word import right

HEAD = ["Loại", "Câu hỏi", "A", "B", "C", "D", "Đáp án đúng"]


def texts(item: Any) -> list[str]:
    return [one["text"] for one in item.body["options"]]


@pytest.mark.parametrize("form", ["0%", "0.00%", "#,##0.0%"])
@pytest.mark.parametrize("corner", [(1, 1), (4, 3)])
def test_per_cent_stays_per_cent_wherever_the_table_begins(form: str, corner: tuple[int, int]) -> None:
    book = Workbook()
    page = book.active
    for down, row in enumerate([HEAD, ["", "Bao nhiêu?", 0.5, 0.125, 1, 2, "B"]]):
        for across, value in enumerate(row):
            cell = page.cell(corner[0] + down, corner[1] + across, value)
            cell.number_format = form if across in (2, 3, 4) else "General"
    target = io.BytesIO()
    book.save(target)
    (item,) = read(target.getvalue()).questions
    assert (texts(item), right(item)) == (["50%", "12,5%", "100%", "2"], "B")


def test_days_and_times_are_written_as_here() -> None:
    days = [
        datetime.date(1945, 9, 2),
        datetime.datetime.fromisoformat("2025-07-01T08:30"),
        datetime.time(7, 5),
        4,
    ]
    (item,) = sheets([HEAD, ["", "Ngày nào?", *days, "A"]])
    assert texts(item) == ["02/09/1945", "01/07/2025 08:30", "07:05", "4"]


@pytest.mark.parametrize(
    ("kind", "given", "key", "chosen"),
    [
        ("", [1, 2, 3, 4], 3, "C"), ("", ["O", "A", "B", "AB"], "b", "B"), ("", ["m", "n", "p", "q"], "C. p", "C"),
        ("Chọn nhiều", ["A", "C", "A, C", "D"], "A, C", "AC"), ("Chọn một", ["O", "A", "B", "AB"], "AB", "D"),
    ],
)  # fmt: skip
def test_a_key_that_can_be_read_in_one_way(kind: str, given: list[Any], key: Any, chosen: str) -> None:
    (item,) = sheets([HEAD, [kind, "Hỏi?", *given, key]])
    assert right(item) == chosen


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ([2, 4, 6, 8], 4),
        ([2, 4, 6, 8], "2"),
        (["O", "A", "B", "AB"], "AB"),
        (["A", "C", "A, C", "D"], "A, C"),
    ],
)
def test_a_key_that_can_be_read_twice_is_told(given: list[Any], key: Any) -> None:
    (found,) = sheets([HEAD, ["", "Hỏi?", *given, key]])
    assert isinstance(found, Rejected)
    assert "Hãy ghi chữ" in found.reason


def test_words_that_differ_from_their_letter_are_told() -> None:
    (found,) = sheets([HEAD, ["", "Hỏi?", "m", "n", "p", "q", "C. n"]])
    assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    "made",
    [
        body("short", "Hỏi?", **short([("a|b", 1, ""), ("c\\*d", 1, "")])),
        body("matching", "Ghép", **dict(zip(("pairs", "extra"), pairs([("a → b", "1"), ("c", "2 → 3")]), strict=True))),
        body("multiple", "Hỏi?", options=options([("A", 0.5, ""), ("x", 0, ""), ("y", 0.5, ""), ("A, C", 0, "")]),
             shuffle=True, scoring="all"),
    ],
)  # fmt: skip
def test_signs_of_the_sheet_inside_an_answer_come_back(made: Body) -> None:
    data, losses = xlsx_out.write([Item(1, "Tên", made)])
    (again,) = read(data).questions
    assert (losses, again.body) == ([], made)


def test_what_a_sheet_cannot_hold_of_essays_and_files_is_told() -> None:
    essay = body("essay", "Viết", words_least=5, words_most=0, template="", grader_info="", rubric=[])
    file = body("file", "Nộp", types=[".pdf"], most_files=2, rubric=[])
    _data, losses = xlsx_out.write([Item(1, "a", essay), Item(2, "b", file)])
    assert [(loss.number, loss.what) for loss in losses] == [
        (1, "số chữ và mẫu bài"),
        (2, "loại tệp và số tệp được nộp"),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [(3.142, 3.142), ("3,142", 3.142), ("0.125", 0.125), ("1.000.000", 1e6), (1500.0, 1500), ("1500", 1500)],
)
def test_numbers_that_can_be_read_in_one_way(key: Any, value: float) -> None:
    (item,) = sheets([HEAD, ["Số", "Mấy?", "", "", "", "", key]])
    assert item.body["answers"][0]["value"] == value


@pytest.mark.parametrize("key", ["1.500", "1.500 ± 10", "2 | 12.345", "1.500..2.500"])
def test_a_dot_that_is_a_thousand_or_a_decimal_is_asked_about(key: str) -> None:
    (found,) = sheets([HEAD, ["Số", "Mấy?", "", "", "", "", key]])
    assert isinstance(found, Rejected)
    assert "Hãy ghi rõ" in found.reason


def test_numbers_among_options_have_a_decimal_comma_and_levels_none() -> None:
    (item,) = sheets([[*HEAD, "Khung năng lực"], ["", "Pi?", 3.14, 3.2, 3, 1e-7, "A", 4.1]])
    assert (texts(item)[:3], item.level) == (["3,14", "3,2", "3"], "4.1")


def test_numbers_of_a_sheet_come_back() -> None:
    made = body("numerical", "Mấy?", **numerical([(1.125, 0.125, 1, ""), (-12.345, 0, 1, "")]))
    (again,) = read(xlsx_out.write([Item(1, "Tên", made)])[0]).questions
    assert again.body == made
