"""Workbooks of past classes for tests, as an office fills them in."""

import io
from datetime import date
from typing import Any

from openpyxl import Workbook

HEAD = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Số điện thoại",
    "Chức vụ",
    "Đơn vị công tác",
]
DAY = date(2023, 8, 16)


def row(name: str, unit: str, *, cccd: str = "", born: str = "", phone: str = "") -> list[Any]:
    return [1, name, born, "", cccd, phone, "Công chức", unit]


def book(course: str, office: str, rows: list[list[Any]], **head: Any) -> bytes:
    """`head` puts other words beside a label: `{"Từ ngày": "tháng tám"}`."""
    said = {
        "Tên lớp": "Tập huấn kỹ năng số, khóa 1", "Khóa học": course, "Đơn vị chủ trì": office,
        "Từ ngày": date(2023, 8, 14), "Đến ngày": DAY, "Địa điểm": "Hội trường huyện", "Số tiết": 24,
        "Giảng viên": "Nguyễn Văn An", "Kinh phí – Vốn ngân sách địa phương (đồng)": 12_000_000,
    } | head  # fmt: skip
    made = Workbook()
    sheet = made.active
    assert sheet
    sheet.title = "Lớp"
    for label, value in said.items():
        sheet.append([label, value])
    people = made.create_sheet("Người dự")
    people.append(HEAD)
    for line in rows:
        people.append(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
