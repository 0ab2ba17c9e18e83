"""The workbook that an office fills in for one past class: head, people, an example, and lists to choose from."""

import io
from datetime import date
from typing import Any

from courses.models import Course
from courses.models.session import CostSource

CLASS = (
    ("Tên lớp", "Tập huấn kỹ năng số cho cán bộ xã, khóa 1"),
    ("Khóa học", None),
    ("Đơn vị chủ trì", "Sở Khoa học và Công nghệ"),
    ("Từ ngày", date(2023, 8, 14)),
    ("Đến ngày", date(2023, 8, 16)),
    ("Địa điểm", "Hội trường UBND huyện Long Thành"),
    ("Số tiết", 24),
    ("Giảng viên", "Nguyễn Văn An; Trần Thị Bình (Trường Chính trị)"),
)
HEAD = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Số điện thoại",
    "Chức vụ",
    "Đơn vị công tác",
)
PEOPLE = (
    (1, "Nguyễn Thị Thu Hà", "05/03/1988", "Nữ", "075188001234", "0912345678", "Công chức Văn phòng", "Xã Bình An"),
    (2, "Lê Văn Tâm", "1979", "Nam", "", "0987654321", "Chủ tịch Hội Nông dân", "Xã Long Phước"),
)  # fmt: skip
ROWS, COST = 5_000, 12_000_000


def template_book() -> bytes:
    """As .xlsx bytes; example sheets are never read."""
    import xlsxwriter  # only where a workbook is written

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        codes = [
            f"{code} {title}" for code, title in Course.objects.order_by("code").values_list("code", "title")
        ]
        writer = _Writer(book, codes)
        writer.class_sheet("Lớp", filled=False)
        writer.people_sheet("Người dự", ())
        writer.class_sheet("Ví dụ lớp", filled=True)
        writer.people_sheet("Ví dụ người dự", PEOPLE)
        writer.lists()
    return target.getvalue()


class _Writer:
    def __init__(self, book: Any, codes: list[str]) -> None:
        self.book, self.codes = book, codes
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.note = book.add_format({"italic": True, "text_wrap": True})

    def class_sheet(self, name: str, *, filled: bool) -> None:
        page = self.book.add_worksheet(name)
        page.set_column(0, 0, 44)
        page.set_column(1, 1, 60)
        rows = [*CLASS, *((f"Kinh phí – {source.label} (đồng)", None) for source in CostSource)]
        for at, (label, example) in enumerate(rows):
            page.write_string(at, 0, label, self.bold)
            look = self.day if isinstance(example, date) else None
            page.write(at, 1, example if filled else None, look)
            self._ask(page, at, label)
        if filled:
            page.write(1, 1, self.codes[0] if self.codes else "")
            page.write_number(len(CLASS), 1, COST)

    def _ask(self, page: Any, at: int, label: str) -> None:
        """What a cell takes, so that a slip is seen where it is made."""
        if label == "Khóa học" and self.codes:
            page.data_validation(
                at, 1, at, 1, {"validate": "list", "source": f"='Danh mục'!$A$1:$A${len(self.codes)}"}
            )
        elif label in ("Từ ngày", "Đến ngày"):
            span = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(2010, 1, 1),
                "maximum": date(2099, 12, 31),
            }
            page.data_validation(at, 1, at, 1, span | {"error_message": "Ghi ngày theo kiểu 31/12/2023."})
        elif label == "Số tiết" or label.startswith("Kinh phí"):
            page.data_validation(
                at, 1, at, 1,
                {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "Ghi bằng số, không kèm chữ."},
            )  # fmt: skip

    def people_sheet(self, name: str, rows: tuple[tuple[Any, ...], ...]) -> None:
        page = self.book.add_worksheet(name)
        page.set_column(0, 0, 6)
        page.set_column(1, 7, 24, self.text)  # numbers keep their zeros
        page.write_row(0, 0, HEAD, self.bold)
        page.freeze_panes(1, 0)
        for at, row in enumerate(rows, start=1):
            page.write_row(at, 0, row)
        page.data_validation(1, 3, ROWS, 3, {"validate": "list", "source": ["Nam", "Nữ"]})

    def lists(self) -> None:
        page = self.book.add_worksheet("Danh mục")
        for at, code in enumerate(self.codes):
            page.write_string(at, 0, code)
        page.hide()
