"""A class of the year before that waits for the second person's yes, and help given in a commune."""

import io
from datetime import datetime, timedelta
from uuid import uuid4

import xlsxwriter

from common import clock
from courses.models import Course
from courses.queries.assigning import people_under
from courses.resources.past_classes.checking import submit
from courses.resources.past_classes.verbs import ask
from courses.services.class_evidence import keep_evidence
from courses.services.help.recording import Help, record_help
from people.models import Account, OrgUnit, Scope

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Số điện thoại", "Chức vụ", "Đơn vị công tác")
SCAN = b"%PDF-1.4\n% Danh sach co chu ky (vi du)\n%%EOF\n"
HELP = (
    (2, "Cài VNeID, kích hoạt mức 2", 14, 90), (5, "Nộp hồ sơ trực tuyến", 9, 60),
    (12, "Nhận biết lừa đảo qua mạng", 31, 75), (33, "Thanh toán không dùng tiền mặt", 22, 60),
)  # fmt: skip


def tell_past(*, main: Course, commune: OrgUnit, learner_account: Account, at: datetime) -> None:
    """Sent by the commune's officer; the province's officer finds it on their page."""
    by = Account.objects.get(username="nhansu-xa")
    past = submit(_book(main, commune, at), file_name="lop-ky-nang-so-2025.xlsx", at=at, by=by).past
    keep_evidence(owner=past, kind="sheet", name="danh-sach-ky-ten.pdf", data=SCAN, at=at, by=by)
    ask(past, adds_people=True, at=at, by=by)
    Scope.objects.create(account=learner_account, unit=commune, role=Scope.Role.HELPER)
    for days, topic, villagers, minutes in HELP:
        said = Help(commune, clock.local_day(at) - timedelta(days=days), topic, villagers, minutes)
        record_help(uuid=uuid4(), said=said, at=at, by=learner_account)


def _book(course: Course, commune: OrgUnit, at: datetime) -> bytes:
    people = people_under(commune, clock.local_day(at)).order_by("sort_key")[:12]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("Lớp")
        for row, line in enumerate((
            ("Tên lớp", "Kỹ năng số cho cán bộ xã, năm 2025"), ("Khóa học", course.code),
            ("Đơn vị chủ trì", commune.full_name), ("Từ ngày", "16/09/2025"), ("Đến ngày", "18/09/2025"),
            ("Địa điểm", "Hội trường UBND xã"), ("Số tiết", 24), ("Giảng viên", "Trần Minh Khoa"),
            ("Kinh phí – Vốn ngân sách địa phương (đồng)", 14_400_000),
        )):  # fmt: skip
            page.write_row(row, 0, line)
        page = book.add_worksheet("Người dự")
        page.write_row(0, 0, HEAD)
        rows = [(one.full_name, _day(one.birth_on), one.phone) for one in people]
        rows += [("Đỗ Văn Lành", "02/09/1971", "0909000001"), ("Lê Thị Không Rõ", "", "")]
        for number, (name, born, phone) in enumerate(rows, start=1):
            page.write_row(number, 0, (number, name, born, phone, "Công chức", commune.full_name))
    return target.getvalue()


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
