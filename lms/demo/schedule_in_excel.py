"""A workbook of the library, as a commune would keep it: four weeks of evenings, and a form to write results in."""

import io
from datetime import date, timedelta
from typing import Any

import xlsxwriter

SCHEDULE_TITLE = "Lịch bốn tuần và mẫu ghi kết quả của tổ công nghệ số cộng đồng"
FIRST = date(2026, 9, 7)
EVENINGS = (
    ("Nhà văn hóa ấp 1", "Lần đầu dùng VNeID", "Tổ trưởng", 25),
    ("Nhà văn hóa ấp 2", "Nộp hồ sơ tại nhà", "Đoàn viên phụ trách", 30),
    ("Hội trường xã", "Nhận tiền qua mã QR", "Cán bộ văn hóa, xã hội", 45),
    ("Nhà văn hóa ấp 3", "Người quen nhắn mượn tiền: cách nhận ra kẻ lừa", "Công an xã", 40),
)
TASKS = ("VNeID mức 2", "Nộp hồ sơ", "Trả tiền qua mã QR", "Sổ sức khỏe")
ROWS_TO_WRITE = 12


def schedule_in_excel() -> bytes:
    """The file."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _schedule(book, book.add_worksheet("Lịch bốn tuần"))
        _form(book, book.add_worksheet("Mẫu ghi kết quả"))
    return buffer.getvalue()


def _schedule(book: Any, sheet: Any) -> None:
    text, head = book.add_format({"border": 1}), book.add_format({"border": 1, "bold": True})
    day = book.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
    sheet.merge_range("A1:G1", "LỊCH HƯỚNG DẪN BỐN TUẦN", book.add_format({"bold": True, "align": "center"}))
    sheet.write_row(
        2, 0, ("TT", "Ngày", "Giờ", "Nơi", "Bài hướng dẫn", "Người phụ trách", "Số người mời"), head
    )
    for number, (where, what, who, invited) in enumerate(EVENINGS):
        row = (number + 1, "", "19:00", where, what, who, invited)
        sheet.write_row(3 + number, 0, row, text)
        sheet.write_datetime(3 + number, 1, FIRST + timedelta(weeks=number), day)
    last = 3 + len(EVENINGS)
    sheet.merge_range(last, 0, last, 5, "Cộng", head)
    sheet.write_formula(last, 6, f"=SUM(G4:G{last})", head, sum(one[-1] for one in EVENINGS))
    sheet.write(last + 1, 0, "Đổi ngày thì báo trưởng ấp trước ba ngày để phát loa lại.")
    sheet.set_column(3, 5, 24)


def _form(book: Any, sheet: Any) -> None:
    text, head = book.add_format({"border": 1}), book.add_format({"border": 1, "bold": True})
    sheet.merge_range("A1:J1", "GHI KẾT QUẢ TỪNG NGƯỜI", book.add_format({"bold": True, "align": "center"}))
    for place, words in (("A3:A4", "TT"), ("B3:B4", "Họ và tên"), ("C3:C4", "Ấp"), ("D3:D4", "Điện thoại"),
                         ("E3:H3", "Đã tự làm được"), ("I3:I4", "Hẹn buổi sau"), ("J3:J4", "Ghi chú")):  # fmt: skip
        sheet.merge_range(place, words, head)
    sheet.write_row(3, 4, TASKS, head)
    for number in range(ROWS_TO_WRITE):
        sheet.write_row(4 + number, 0, (number + 1, *[""] * 9), text)
    sheet.set_column(1, 1, 26)
    sheet.set_column(9, 9, 20)
