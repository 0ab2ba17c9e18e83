"""Workbooks of past classes as offices really keep them: one sheet, merged titles, capitals, NFD, totals, serials."""

import io
import unicodedata
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from common.errors import DomainError
from courses.resources.past_classes.checking import submit
from people.models import Account, OrgUnit
from tests.courses.training.past_books import book, row
from tests.courses.training.test_past_classes import AT, CCCD, commune, course, known, office, statuses

__all__ = ["commune", "course", "office"]  # fixtures
pytestmark = pytest.mark.django_db
SERIAL = (date(2023, 8, 16) - date(1899, 12, 30)).days
HEAD = ["STT", "HỌ VÀ TÊN", "NĂM SINH", "SỐ CCCD", "CHỨC VỤ", "ĐƠN VỊ CÔNG TÁC", "KÝ NHẬN"]


def one_sheet(course: Any, day: object, rows: list[list[Any]], *, foot: bool = True) -> bytes:
    """Everything on one sheet: the office's name, a merged title, the head, the people, totals and signatures."""
    made = Workbook()
    sheet = made.active
    assert sheet
    sheet.append(["SỞ KHOA HỌC VÀ CÔNG NGHỆ", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    sheet.append(["DANH SÁCH HỌC VIÊN THAM DỰ"])
    sheet.merge_cells("A2:G2")
    for label, value in (
        ("Tên lớp:", "Tập huấn kỹ năng số, khóa 1"),
        ("Khóa học:", course.code),
        ("Đơn vị tổ chức:", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("Từ ngày:", day),
        ("Đến ngày:", day),
        ("Địa điểm:", "Hội trường huyện"),
        ("Số tiết:", "24 tiết"),
    ):
        sheet.append([label, value])
    sheet.append([])
    sheet.append(HEAD)
    for place, line in enumerate(rows, start=1):
        sheet.append([place, *line])
    if foot:
        sheet.append([None, "Tổng cộng:", len(rows), None, None, "học viên"])
        sheet.append(["Danh sách này có 03 học viên./."])
        sheet.append([None, "NGƯỜI LẬP BIỂU", None, None, None, "GIÁM ĐỐC"])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize("day", [SERIAL, str(SERIAL), "16/8/2023", "16/08/2023", "ngày 16 tháng 8 năm 2023"])
def test_a_list_on_one_sheet_is_read_with_its_foot_left_out(
    course: Any, commune: OrgUnit, clerk: Account, day: object
) -> None:
    known(commune, "Nguyễn Thị Hòa", CCCD)
    known(commune, "Trần Văn Bình", "075188004321")
    rows = [
        [unicodedata.normalize("NFD", "NGUYỄN THỊ HÒA"), 1988, CCCD, "Công chức", "XÃ XUÂN ĐỊNH"],
        ["Trần Văn  Bình", 1975, 75188004321, "Công chức", unicodedata.normalize("NFD", "UBND xã Xuân Định")],
        ["Lê Thị Lạ", 1990, "075190004321", "", "Xã Xuân Định"],
        ["Lê Thị Không Số", 1990, None, "", "Xã Xuân Định"],
        ["Nguyễn Thị Hoà", 1988, CCCD, "Công chức", "Xã Xuân Định"],
    ]
    past = submit(one_sheet(course, day, rows), file_name="lop.xlsx", at=AT, by=clerk).past
    assert (past.starts_on, past.ends_on, past.hours) == (date(2023, 8, 16), date(2023, 8, 16), 24)
    assert statuses(past) == ["new", "new", "unknown", "rejected", "duplicate"]
    assert list(past.rows.exclude(reason="").values_list("reason", flat=True)) == ["missing_identifier"]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("14-16/8/2023", 14), ("từ 14/8 đến 16/8/2023", 14), ("Từ ngày 14/8/2023 đến ngày 16/8/2023", 14),
        ("ngày 14, 15, 16 tháng 8 năm 2023", 14), ("8h00 ngày 16/8/2023", 16), ("16/8/2023", 16),
        (unicodedata.normalize("NFD", "14 và 16/8/2023"), 14),
    ],
)  # fmt: skip
def test_days_whose_month_and_year_stand_once(
    course: Any, commune: OrgUnit, clerk: Account, written: str, first: int
) -> None:
    rows = [row("Lê Văn Tâm", "Xã Xuân Định", born="03/02/1979")]
    days = {"Từ ngày": "", "Đến ngày": "", "Thời gian": written}
    past = submit(
        book(course.code, "Sở Khoa học và Công nghệ", rows, **days), file_name="lop.xlsx", at=AT, by=clerk
    ).past
    assert (past.starts_on, past.ends_on) == (date(2023, 8, first), date(2023, 8, 16))


def test_a_wrong_day_blames_no_office(course: Any, commune: OrgUnit, clerk: Account) -> None:
    data = book(course.code, "Sở Khoa học và Công nghệ", [], **{"Đến ngày": "32/8/2023"})
    with pytest.raises(DomainError) as told:
        submit(data, file_name="lop.xlsx", at=AT, by=clerk)
    assert "Đơn vị chủ trì" not in str(told.value)
