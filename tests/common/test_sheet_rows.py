"""Our rows are XlsxWriter's own, mark by mark, and whatever no sheet can hold is refused."""

import io
import math
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.utils.safestring import mark_safe

from common import sheet_rows
from common.sheet_book import SHEET
from common.sheet_rows import RowsTooMany, column_name
from common.tables import Column, write_xlsx

COLUMNS = [Column(f"Cột {number}", 10 + number) for number in range(30)]
MOMENT = datetime(2026, 12, 31, 18, 5, 7, 250_000, tzinfo=UTC)
ROWS: list[list[Any]] = [
    [date(2026, 11, 26), MOMENT, "Nguyễn Thị Ánh", "0900000001", 7, 48.5, Decimal("0.1"), None, True],
    [
        "",
        " đầu",
        "cuối ",
        "hai\ndòng",
        "\tthẻ",
        "a & b < c > d",
        '"trích"',
        "'=1+1",
        "=1+1",
        mark_safe("<b>"),
    ],
    [],
    [None, None],
    ["\x07", "_x0007_", "\ufffe", "\u00a0", "https://lop-so.example/", "x" * 40_000, "🌾" * 20_000],
    [1 / 3, 10**17, -0.0, 1e-9, 123456789.123456789, date(1900, 2, 28), date(1900, 3, 1), date(1899, 1, 1)],
    [*([None] * 29), "AD"],
    [None],
]


def ours(rows: list[list[Any]], **told: Any) -> dict[str, bytes]:
    file = io.BytesIO()
    assert write_xlsx(file, columns=COLUMNS, rows=iter(rows), **told) == len(rows)
    return parts(file)


def theirs(rows: list[list[Any]], title: str) -> dict[str, bytes]:
    """The whole workbook by XlsxWriter alone."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet("Danh sách")
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        big = book.add_format({"bold": True, "font_size": 14})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for place, column in enumerate(COLUMNS):
            page.set_column(place, place, column.width)
        top = 2 if title else 0
        if title:
            page.write_string(0, 0, title, big)
        for place, column in enumerate(COLUMNS):
            page.write_string(top, place, column.title, head)
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)
        for number, row in enumerate(rows, start=top + 1):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(number, place, sheet_rows.local(cell).replace(tzinfo=None), moment)
                elif isinstance(cell, date):
                    page.write_datetime(number, place, cell, day)
                elif isinstance(cell, str):
                    page.write_string(number, place, cell)
                elif cell is not None:
                    page.write_number(number, place, cell)
    return parts(file)


def parts(file: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}


@pytest.mark.parametrize("title", ["", "Danh sách còn thiếu"])
def test_the_workbook_is_the_one_that_xlsxwriter_makes(title: str) -> None:
    made, wanted = ours(ROWS, title=title), theirs(ROWS, title)
    assert made.pop(SHEET).decode() == wanted.pop(SHEET).decode()
    assert made == wanted


def test_a_text_that_looks_like_marked_up_text_is_a_text() -> None:
    """XlsxWriter would write it as XML of its own, and no spreadsheet would open the file."""
    sheet = ours([["<r><evil/></r>"]])[SHEET]
    assert b"&lt;r&gt;&lt;evil/&gt;&lt;/r&gt;" in sheet


def test_an_empty_list_has_its_header_and_no_example() -> None:
    sheet = ours([])[SHEET].decode()
    assert sheet.count("<row ") == 1
    assert '<dimension ref="A1:AD1"/>' in sheet


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "MOST_ROWS", 3)
    with pytest.raises(RowsTooMany):
        ours([[1], [2], [3]])


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(TypeError):
        ours([[value]])


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [column_name(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
