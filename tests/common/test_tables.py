"""Exports open in a spreadsheet as what they are: text stays text, days are days, nothing is a formula."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from common.tables import Column, csv_chunks, safe_text, write_xlsx, xlsx_chunks

COLUMNS = [Column("Họ và tên", 28), Column("Số điện thoại"), Column("Ngày"), Column("Đạt")]
ROWS = [
    ["Nguyễn Thị Ánh", "0900000001", date(2026, 12, 31), 48.5],
    ['=HYPERLINK("http://x")', "+84900000002", None, 7],
]


def sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_xlsx_keeps_text_as_text_and_days_as_days():
    file = io.BytesIO()
    assert write_xlsx(file, columns=COLUMNS, rows=iter(ROWS)) == 2
    head, first, second = sheet(file.getvalue())
    assert head == [column.title for column in COLUMNS]
    assert first == ["Nguyễn Thị Ánh", "0900000001", date(2026, 12, 31), 48.5]
    assert second[:2] == ['=HYPERLINK("http://x")', "+84900000002"]


def test_xlsx_has_no_formula_cell():
    import zipfile

    data = b"".join(xlsx_chunks(columns=COLUMNS, rows=ROWS))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_title_and_notes_stand_above_the_header():
    data = b"".join(
        xlsx_chunks(
            columns=COLUMNS, rows=ROWS, title="Danh sách còn thiếu", notes=["Số liệu đến hết 22/11/2026"]
        )
    )
    rows = sheet(data)
    assert rows[0][0] == "Danh sách còn thiếu"
    assert rows[1][0] == "Số liệu đến hết 22/11/2026"
    assert rows[3][0] == "Họ và tên"


def test_moments_are_written_in_the_provinces_time():
    moment = datetime(2026, 12, 31, 18, 5, tzinfo=UTC)
    lines = b"".join(csv_chunks([Column("Lúc")], [[moment]])).decode()
    assert "01/01/2027 01:05" in lines


def test_csv_is_read_by_excel_as_utf8_and_calculates_nothing():
    data = b"".join(csv_chunks(COLUMNS, ROWS))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1][2] == "31/12/2026"
    assert rows[2][:2] == ['\'=HYPERLINK("http://x")', "'+84900000002"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＠"])
def test_whatever_begins_a_formula_gets_an_apostrophe(start):
    assert safe_text(start + "1") == f"'{start}1"


def test_a_sheet_name_excel_would_refuse_is_mended():
    file = io.BytesIO()
    write_xlsx(file, columns=COLUMNS, rows=[], sheet="Báo cáo 15/6: [xã] " + "x" * 40)
    names = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).sheet_names
    assert names[0].startswith("Báo cáo 15 6")


def test_a_hundred_thousand_cells_stream_row_by_row():
    taken = 0

    def rows():
        nonlocal taken
        for number in range(20_000):
            taken += 1
            yield [f"Người {number}", "0900000001", date(2026, 1, 1), number]

    pieces = xlsx_chunks(columns=COLUMNS, rows=rows())
    assert sum(map(len, pieces)) > 100_000
    assert taken == 20_000
