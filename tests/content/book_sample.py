"""Workbooks such as a commune's office keeps: letterhead, heads of two rows, days, sums, hidden parts; and bare ones."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import xlsxwriter

from tests.assessments.exchange.word_files import zipped
from tests.content.slides_sample import KINDS

HAMLETS = ("Bình Chánh", "Cây Cầy", "Bàu Phụng", "Lý Lịch 1", "Phú Lý", "Suối Cát")
FIGURES = ("Số người", "Tỷ lệ", "Số hồ sơ", "Tỷ lệ", "Số hộ", "Tỷ lệ")


@contextmanager
def book(into: list[bytes]) -> Iterator[Any]:
    """Its bytes stand in `into` afterwards."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        yield made
    into.append(buffer.getvalue())


def rows_of(*rows: tuple[Any, ...], name: str = "Sheet1") -> bytes:
    """One sheet without any look."""
    into: list[bytes] = []
    with book(into) as made:
        sheet = made.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return into[0]


def raw(cells: str, *, before: str = "", after: str = "", **parts: bytes) -> bytes:
    """A workbook of one sheet by its XML."""
    link = f'<Relationship Id="r1" Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/>'
    return zipped(
        {
            "xl/workbook.xml": b'<workbook xmlns:r="u"><sheets><sheet name="Mot" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>".encode(),
            "xl/worksheets/sheet1.xml": f"<worksheet>{before}<sheetData>{cells}</sheetData>{after}</worksheet>".encode(),
        }
        | parts
    )


def followed() -> bytes:
    """Everything at once."""
    into: list[bytes] = []
    with book(into) as made:
        _results(made)
        _dates(made)
        secret = made.add_worksheet("Nội bộ")
        secret.write(0, 0, "SỔ NỘI BỘ")
        secret.hide()
    return into[0]


def _results(made: Any) -> None:
    sheet = made.add_worksheet("Kết quả theo ấp")
    middle = made.add_format({"bold": 1, "align": "center"})
    head, text = made.add_format({"border": 1, "bold": 1}), made.add_format({"border": 1})
    formats = [
        made.add_format({"border": 1, "num_format": code})
        for code in ("dd/mm/yyyy", "#,##0", "0.0%", '#,##0 "đ"')
    ]
    for place, words in (
        ("A1:D1", "ỦY BAN NHÂN DÂN"), ("F1:M1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("A3:M3", "BẢNG THEO DÕI KẾT QUẢ"),
    ):  # fmt: skip
        sheet.merge_range(place, words, middle)
    for place, words in (
        ("A5:A6", "TT"), ("B5:B6", "Ấp"), ("C5:C6", "Ngày bắt đầu"), ("D5:D6", "Số hộ"), ("E5:F5", "Định danh mức 2"),
        ("G5:H5", "Hồ sơ trực tuyến"), ("I5:J5", "Không tiền mặt"), ("K5:K6", "Kinh phí"),
        ("L5:L6", "Điện thoại"), ("M5:M6", "Ghi chú"),
    ):  # fmt: skip
        sheet.merge_range(place, words, head)
    sheet.write_row(5, 4, FIGURES, head)
    for at, name in enumerate(HAMLETS):
        row = 6 + at
        sheet.write(row, 0, at + 1, text)
        sheet.write(row, 1, name, text)
        sheet.write_datetime(row, 2, datetime(2026, 1 + at, 5), formats[0])  # noqa: DTZ001
        for column in (3, 4, 6, 8):
            sheet.write(row, column, 1234 + at * 317, formats[1])
        for column in (5, 7, 9):
            sheet.write(row, column, 0.412 + at * 0.05, formats[2])
        sheet.write(row, 10, 12_500_000, formats[3])
        sheet.write(row, 11, f"090812345{at}", text)
        sheet.write(row, 12, "" if at else "Có 3 hộ cần người phiên dịch khi hướng dẫn tại nhà", text)
    sheet.merge_range("A13:C13", "Tổng cộng", head)
    sheet.write_formula(12, 3, "=SUM(D7:D12)", formats[1], 12159)
    sheet.write(14, 0, "Ghi chú: số liệu do tổ công nghệ số cộng đồng ghi.")
    sheet.set_row(8, None, None, {"hidden": True})
    sheet.set_column(6, 6, None, None, {"hidden": True})


def _dates(made: Any) -> None:
    sheet = made.add_worksheet("Lịch")
    day, hour = made.add_format({"num_format": "d/m/yy"}), made.add_format({"num_format": "h:mm AM/PM"})
    sheet.write_row(0, 0, ("STT", "Ngày", "Giờ", "Nơi"), made.add_format({"bold": 1}))
    for at in range(3):
        sheet.write(at + 1, 0, at + 1)
        sheet.write_datetime(at + 1, 1, datetime(2026, 12, 1 + at), day)  # noqa: DTZ001
        sheet.write_datetime(at + 1, 2, datetime(1899, 12, 31, 7 + at, 30), hour)  # noqa: DTZ001
        sheet.write(at + 1, 3, f"Nhà văn hóa ấp {HAMLETS[at]}")
