"""Past classes at the desk: from the template to the second person's yes, and who is refused."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from courses.models import EnrolmentProgress, PastClass
from courses.periodic import work_on_past_class
from courses.resources.past_classes.checking import submit
from people.models import Account, AuditEntry, OrgUnit, Scope, UnitParent
from people.rosters.row import identity_hash
from tests.courses.training.past_books import book, row
from tests.courses.training.test_past_classes import AT, CCCD
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def commune(province: OrgUnit) -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(name="Xuân Định", full_name="Xã Xuân Định")
    UnitParent.objects.create(unit=unit, parent=province)
    return unit


@pytest.fixture
def course(commune: OrgUnit) -> Any:
    number = {"id_hash": identity_hash(CCCD), "id_kind": "cccd", "id_last3": CCCD[-3:]}
    PostingFactory(person=PersonFactory(full_name="Trần Thị Mai", **number), unit=commune)
    return ReleaseFactory(items=["lesson"]).course


@pytest.fixture
def officer(commune: OrgUnit) -> Account:
    account: Account = AccountFactory(username="nhansu-xa")
    Scope.objects.create(account=account, unit=commune)
    return account


def upload(client: Client, data: bytes) -> Any:
    return client.post(reverse("past_list"), {"file": SimpleUploadedFile("lop.xlsx", data)})


def a_book(course: Any, *names: str, **head: Any) -> bytes:
    rows = [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD), *(row(name, "Xã Xuân Định") for name in names)]
    return book(course.code, "Xã Xuân Định", rows, **head)


def deed(client: Client, past: PastClass, what: str, **more: str) -> str:
    address = reverse("past_deed", args=[past.uuid])
    answer = client.post(address, {"viec": what} | more, follow=True)
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_class_goes_from_the_workbook_to_the_record(course, officer, clerk):
    first, second = client_of(officer), client_of(clerk)
    assert upload(first, a_book(course, "Không Ai")).status_code == 302
    past = PastClass.objects.get()
    page = first.get(reverse("past_detail", args=[past.uuid])).content.decode()
    assert "Sẽ ghi nhận" in page
    assert "không nhận ra được là ai" in page
    assert "Chưa có giấy tờ nào" in page
    assert "giấy tờ minh chứng" in deed(first, past, "gui")
    scan = {"kind": "sheet", "scan": SimpleUploadedFile("ds.jpg", b"\xff\xd8\xff\xe0 anh")}
    first.post(reverse("past_evidence", args=[past.uuid]), scan)
    assert "Đã gửi người thứ hai duyệt" in deed(first, past, "gui")
    assert deed(first, past, "duyet").startswith("403")
    assert past.title in second.get(reverse("past_list")).content.decode()
    assert "Hãy ghi lý do" in deed(second, past, "tra")
    deed(second, past, "tra", ly_do="Thiếu chữ ký")
    assert "Thiếu chữ ký" in first.get(reverse("past_detail", args=[past.uuid])).content.decode()
    deed(first, past, "gui")
    assert "Đã ghi nhận 1 lần dự" in deed(second, past, "duyet")
    assert EnrolmentProgress.objects.get().state == "completed"
    assert "Đã hoàn tác" in deed(second, past, "hoan_tac")
    assert EnrolmentProgress.objects.get().state == "not_started"
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"past_class_sent", "past_class_approved", "past_class_recorded", "past_class_undone"} <= actions


def test_a_wrong_head_is_said_above_the_field_and_nothing_is_kept(course, officer):
    answer = upload(client_of(officer), a_book(course, **{"Khóa học": "KHONGCO", "Số tiết": "nhiều"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "KHONGCO" in page
    assert "Số tiết" in page
    assert not PastClass.objects.exists()


def test_what_is_let_go_is_never_recorded_and_its_file_is_gone(course, officer):
    client = client_of(officer)
    upload(client, a_book(course))
    past = PastClass.objects.get()
    deed(client, past, "bo")
    past.refresh_from_db()
    assert (past.state, bool(past.file)) == ("cancelled", False)
    assert "không còn ở bước kiểm tra" in deed(client, past, "gui")


def test_another_commune_and_a_leader_do_nothing_here(course, officer, commune):
    past = submit(a_book(course), file_name="lop.xlsx", at=AT, by=officer).past
    stranger, leader = AccountFactory(), AccountFactory()
    Scope.objects.create(account=stranger, unit=OrgUnitFactory())
    Scope.objects.create(account=leader, unit=commune, role=Scope.Role.LEADER)
    assert client_of(stranger).get(reverse("past_detail", args=[past.uuid])).status_code == 404
    assert deed(client_of(stranger), past, "bo").startswith("404")
    assert client_of(leader).get(reverse("past_detail", args=[past.uuid])).status_code == 200
    assert deed(client_of(leader), past, "bo").startswith("403")
    assert upload(client_of(leader), a_book(course)).status_code == 403


def test_who_leads_the_province_and_runs_one_commune_decides_nothing_elsewhere(course, officer, province):
    past = submit(a_book(course), file_name="lop.xlsx", at=AT, by=officer).past
    mixed = AccountFactory()
    Scope.objects.create(account=mixed, unit=OrgUnitFactory())
    Scope.objects.create(account=mixed, unit=province, role=Scope.Role.LEADER)
    assert client_of(mixed).get(reverse("past_detail", args=[past.uuid])).status_code == 200
    assert deed(client_of(mixed), past, "bo").startswith("403")
    scan = {"kind": "sheet", "scan": SimpleUploadedFile("ds.jpg", b"\xff\xd8\xff\xe0 anh")}
    assert client_of(mixed).post(reverse("past_evidence", args=[past.uuid]), scan).status_code == 403


def test_the_template_is_read_back_with_its_examples_left_out(course, officer):
    content = client_of(officer).get(reverse("past_template")).content
    made = load_workbook(BytesIO(content))
    assert made.sheetnames == ["Lớp", "Người dự", "Ví dụ lớp", "Ví dụ người dự", "Danh mục"]
    assert course.code in str(made["Danh mục"]["A1"].value)
    sheet = made["Lớp"]
    said = {
        "Tên lớp": "Lớp thử", "Khóa học": f"{course.code} {course.title}", "Đơn vị chủ trì": "Xã Xuân Định",
        "Từ ngày": "14/08/2023", "Đến ngày": "16/08/2023", "Địa điểm": "Xã", "Số tiết": "8,5",
    }  # fmt: skip
    for line in sheet.iter_rows():
        if line[0].value in said:
            sheet.cell(line[0].row, 2, said[line[0].value])
    made["Người dự"].append(row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD))
    target = BytesIO()
    made.save(target)
    past = submit(target.getvalue(), file_name="mau.xlsx", at=AT, by=officer).past
    assert [one.data["full_name"] for one in past.rows.all()] == ["Trần Thị Mai"]
    assert past.hours == pytest.approx(8.5)


def test_a_long_file_is_read_by_a_worker_and_the_page_says_how_far(course, officer, settings, monkeypatch):
    settings.ROSTER_AT_ONCE = 1
    monkeypatch.setattr("common.nudges.send", lambda *_news: None)
    past = submit(a_book(course), file_name="lop.xlsx", at=AT, by=officer).past
    assert past.state == "reading"
    page = client_of(officer).get(reverse("past_detail", args=[past.uuid])).content.decode()
    assert "Đang đọc tệp" in page
    assert work_on_past_class(past.pk)
    past.refresh_from_db()
    assert (past.state, past.totals["new"]) == ("checked", 1)


def test_list_and_rows_cost_a_fixed_number_of_queries(course, officer):
    client = client_of(officer)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert "Chưa nạp lớp nào" in client.get(reverse("past_list")).content.decode()
    past = submit(a_book(course), file_name="lop.xlsx", at=AT, by=officer).past
    address = reverse("past_detail", args=[past.uuid])
    few = asked(reverse("past_list")), asked(address)
    for number in range(3):
        rows = a_book(course, *(f"Người Số {n}" for n in range(9)), **{"Tên lớp": f"Lớp {number}"})
        other = submit(rows, file_name="lop.xlsx", at=AT, by=officer).past
    assert (asked(reverse("past_list")), asked(reverse("past_detail", args=[other.uuid]))) == few
