"""The head of a past class: labels in one cell, what they say in the next, above the people or on a sheet of its own."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import fold
from courses.models import Course
from courses.models.session import CostSource
from people.queries.tree import UnitTree
from people.rosters.book import Book
from people.rosters.cells import text_of
from people.rosters.unit_finder import UnitFinder

ROWS = 60  # of a sheet, in which a head is looked for
SERIAL_ZERO = date(1899, 12, 30)
_DAYS = re.compile(
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})(?:[ T]00:00(?::00)?)?"
    r"|(?:ngày\s+)?(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})\s+năm\s+(?P<y3>\d{4})",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"[^\d]*(\d{1,2})(?:\s*/\s*(\d{1,2}))?\s*(?:-|–|,|;|và|đến)")
EARLIEST = date(2010, 1, 1)
LABELS = {
    "title": r"ten (lop|khoa (tap huan|boi duong|dao tao)).*|lop (tap huan|boi duong|dao tao)( so)?|lop",
    "course": r"(ma )?khoa hoc.*",
    "lead_unit": r"(don vi|co quan) (chu tri|to chuc|phu trach|thuc hien|mo lop).*",
    "days": r"thoi gian( to chuc| hoc| dien ra)?|ngay (to chuc|hoc)",
    "starts_on": r"(tu ngay|ngay bat dau|ngay khai giang).*",
    "ends_on": r"(den ngay|ngay ket thuc|ngay be giang).*",
    "place": r"(dia diem|noi to chuc|noi hoc|hoi truong).*",
    "hours": r"((tong )?so (tiet|gio)|thoi luong).*",
    "trainers": r"(giang vien|bao cao vien).*",
    "cost_ngan_sach": r"kinh phi.*ngan sach.*",
    "cost_xa_hoi_hoa": r"kinh phi.*xa hoi hoa.*",
    "cost_long_ghep": r"kinh phi.*long ghep.*",
    "cost_huy_dong": r"kinh phi.*(huy dong|khac).*",
}


@dataclass
class Head:
    """What the workbook says of the class; `problems` are sentences, and with one of them nothing is taken."""

    title: str = ""
    course: Course | None = None
    lead_unit: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    hours: Decimal = Decimal(0)
    trainers: str = ""
    costs: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_head(book: Book, *, today: date, tree: UnitTree) -> Head:
    """Everything the head says; a DomainError lists all that is wrong with it at once."""
    said = _said(book)
    head = Head(
        title=said.get("title", "")[:255],
        place=said.get("place", "")[:200],
        trainers=said.get("trainers", "")[:500],
    )
    _take_days(head, said, today)
    _take_hours(head, said)
    _take_course(head, said)
    _take_costs(head, said)
    _take_unit(head, said, tree)
    for name, label in (("title", _("Tên lớp")), ("place", _("Địa điểm"))):
        if not getattr(head, name):
            head.problems.append(_("Chưa ghi “%(label)s”.") % {"label": label})
    if head.problems:
        raise DomainError(" ".join([_("Phần thông tin lớp chưa đúng:"), *head.problems]))
    return head


def _said(book: Book) -> dict[str, str]:
    """The first cell beside each label that says something; a label means one thing, in whichever sheet."""
    found: dict[str, str] = {}
    for label, value in _pairs(book):
        name = _name(label)
        if name and name not in found:
            found[name] = text_of(value)
    return found


def _pairs(book: Book) -> Iterator[tuple[str, Any]]:
    for sheet in book.sheets:
        if is_example(sheet.name):
            continue
        for row in sheet.rows[:ROWS]:
            filled = [cell for cell in row if text_of(cell)]
            if len(filled) == 1 and isinstance(filled[0], str) and ":" in filled[0]:
                label, _colon, value = filled[0].partition(":")
                yield label, value
            elif len(filled) in (2, 3) and isinstance(filled[0], str):
                yield filled[0], filled[1]


def is_example(sheet: str) -> bool:
    """The template's sheets that only show how it is done."""
    return fold(sheet).startswith(("vi du", "huong dan", "vidu"))


def _name(label: str) -> str:
    text = re.sub(r"[^a-z ]+", " ", fold(label)).strip()
    text = re.sub(r" +", " ", text)
    return next((name for name, pattern in LABELS.items() if re.fullmatch(pattern, text)), "")


def _take_days(head: Head, said: dict[str, str], today: date) -> None:
    both = [found[0] for found in _DAYS.finditer(said.get("days", ""))]
    if both:
        said.setdefault("starts_on", _first_of(said["days"], both[0]))
        said.setdefault("ends_on", both[-1])
    head.starts_on = _day(said.get("starts_on", ""))
    head.ends_on = _day(said["ends_on"]) if said.get("ends_on") else head.starts_on
    if not head.starts_on or not head.ends_on:
        head.problems.append(_("Ghi “Từ ngày”, “Đến ngày” theo kiểu 31/12/2023."))
    elif not EARLIEST <= head.starts_on <= head.ends_on <= today:
        head.problems.append(
            _("Lớp phải đã diễn ra: ngày bắt đầu không sau ngày kết thúc, không sau hôm nay.")
        )


def _first_of(text: str, last: str) -> str:
    """*14-16/8/2023* and *từ 14/8 đến 16/8/2023* begin on the 14th: month and year stand once, at the end."""
    end, begun = _day(last), _BEGUN.match(unicodedata.normalize("NFC", text).lower())
    if not end or not begun or _DAYS.match(text[begun.start(1) :]):
        return last
    return f"{begun[1]}/{begun[2] or end.month}/{end.year}"


def _day(text: str) -> date | None:
    """As text in any of the usual ways, or as Excel's number of a day that was not formatted as one."""
    bare = unicodedata.normalize("NFC", text).strip(" .;")
    if re.fullmatch(r"4\d{4}", bare):
        return SERIAL_ZERO + timedelta(days=int(bare))
    found = _DAYS.fullmatch(re.sub(r"^ngày\s+(?=\d+[/.-])", "", bare, flags=re.IGNORECASE))
    if not found:
        return None
    day, month, year = (
        (found["day"], found["month"], found["year"])
        if found["day"]
        else (found["d2"], found["m2"], found["y2"])
        if found["d2"]
        else (found["d3"], found["m3"], found["y3"])
    )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _take_hours(head: Head, said: dict[str, str]) -> None:
    text = unicodedata.normalize("NFC", said.get("hours", "")).replace(",", ".").strip()
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:tiết|giờ)?(?:\s*[(/].*)?", text, re.IGNORECASE)
    try:
        head.hours = round(Decimal(found[1] if found else ""), 1)
    except InvalidOperation:
        head.hours = Decimal(0)
    if not 0 < head.hours < 1000:
        head.problems.append(_("Ghi “Số tiết” bằng số, ví dụ 8."))


def _take_course(head: Head, said: dict[str, str]) -> None:
    """By its code, else by its very title."""
    text = said.get("course", "")
    code = text.partition(" ")[0]
    found = list(Course.objects.filter(code__iexact=code)) or [
        course for course in Course.objects.all() if fold(course.title) == fold(text)
    ]
    if len(found) == 1 and text:
        head.course = found[0]
    else:
        head.problems.append(
            _("“Khóa học” ghi “%(text)s”: hãy ghi mã khóa học như trong tệp mẫu.") % {"text": text[:80]}
        )


def _take_costs(head: Head, said: dict[str, str]) -> None:
    for source in CostSource:
        digits = re.sub(r"đồng|[\s.,đ₫]", "", said.get(f"cost_{source}", ""))
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
            head.problems.append(_("“Kinh phí – %(source)s” ghi bằng số đồng.") % {"source": source.label})
        elif digits and int(digits):
            head.costs[source.value] = int(digits)


def _take_unit(head: Head, said: dict[str, str], tree: UnitTree) -> None:
    """An office by its name on the class's day; one of today is understood too."""
    text = said.get("lead_unit", "")
    if head.ends_on and text:
        found = UnitFinder(tree, head.ends_on).find(text=text)
        head.lead_unit = found.unit.id if found.unit else None
    if head.lead_unit is None and (head.ends_on or not text):  # of a day that nobody knows nothing is said
        head.problems.append(
            _("“Đơn vị chủ trì” ghi “%(text)s”: không có đúng một đơn vị tên như vậy vào ngày đó.")
            % {"text": text[:80]}
        )
