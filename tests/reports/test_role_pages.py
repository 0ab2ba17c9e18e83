"""A page for each who answers for something: the leader's one page, the unit's own page."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from common.clock import now, today
from courses.models import Enrolment, EnrolmentProgress
from people.models import Account, OrgUnit, Scope, UnitParent
from reports.models import ReportCycle, Target
from tests.courses.film_page import signed_in
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory
from tests.factories.training import SeatFactory, TrainingFactory

pytestmark = pytest.mark.django_db
LEADER, UNIT = "/nhan-su/mot-trang/", "/nhan-su/don-vi-cua-toi/"


@pytest.fixture
def leader(client: Client, officer: Account, desk_target: Target) -> Client:
    Scope.objects.filter(account=officer).update(role=Scope.Role.LEADER)
    client.force_login(officer)
    return client


@pytest.fixture
def head(client: Client, commune_officer: Account, desk_target: Target) -> Client:
    client.force_login(commune_officer)
    return client


def text_of(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_leaders_page_has_the_number_of_the_desk_and_the_way_to_its_people(leader: Client) -> None:
    page, desk = leader.get(LEADER), leader.get("/nhan-su/")
    assert page.context["total"] == desk.context["total"]
    assert page.context["curve"].rows == desk.context["curve"].rows
    text = page.content.decode()
    assert "0 trong 2 người đã xong" in text
    assert "/nhan-su/chi-tieu/cbql-100/danh-sach/?loai=con-thieu&amp;den=" in text
    assert "Xã Xuân Định" in text


def test_the_leaders_page_tells_what_comes_next_in_order(leader: Client, desk_target: Target) -> None:
    soon = today() + timedelta(days=5)
    ReportCycle.objects.create(
        code="2026-nam", province=desk_target.unit, year=2026, half="nam",
        starts_on=soon - timedelta(days=300), opens_on=soon - timedelta(days=30),
        due_on=soon, freeze_on=soon + timedelta(days=1), opened_at=now(),
    )  # fmt: skip
    told = [(one.day, one.what.split()[0]) for one in leader.get(LEADER).context["ahead"]]
    assert told == [(soon, "Đơn"), (soon + timedelta(days=1), "Chốt"), (desk_target.due_on, "Hạn")]


def test_the_leader_of_a_commune_sees_the_commune_alone(head: Client) -> None:
    page = text_of(head, LEADER)
    assert "Xuân Định" in page
    assert "Long Phước" not in page


def test_the_page_of_another_day_says_so(leader: Client) -> None:
    assert "Số liệu đến hết ngày 01/02/2026" in text_of(leader, LEADER, den="01/02/2026")


def test_without_a_target_the_leader_reads_how_to_begin(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert "Chưa có chỉ tiêu nào" in text_of(client, LEADER)


def test_the_head_sees_who_is_missing_what_and_by_when(
    head: Client, desk_target: Target, xuan_dinh: OrgUnit
) -> None:
    enrolment = Enrolment.objects.get(learner__full_name__contains="Ánh")
    EnrolmentProgress.objects.create(enrolment=enrolment)
    Enrolment.objects.filter(pk=enrolment.pk).update(due_on=today() - timedelta(days=1))
    page = head.get(UNIT)
    assert [(one.person.full_name, one.due_on) for one in page.context["page"]] == [
        ("Nguyễn Thị Hồng Ánh", today() - timedelta(days=1))
    ]
    text = page.content.decode()
    assert "Quá hạn" in text
    assert "Long Phước" not in text
    assert "Cường" not in text


def test_the_people_and_the_numbers_of_the_unit_are_those_behind_the_targets(head: Client) -> None:
    page = head.get(UNIT)
    row = page.context["rows"][0]
    behind = head.get("/nhan-su/chi-tieu/cbql-100/danh-sach/", {"loai": "con-thieu"})
    assert row.cell.missing == len(page.context["page"]) == behind.context["page"].paginator.count


def test_who_may_give_courses_reminds_with_one_press_and_a_leader_only_looks(
    head: Client, commune_officer: Account
) -> None:
    assert 'value="nhac"' in text_of(head, UNIT)
    Scope.objects.filter(account=commune_officer).update(role=Scope.Role.LEADER)
    assert 'value="nhac"' not in text_of(head, UNIT)


def test_the_press_opens_the_preview_of_exactly_these_people(head: Client, xuan_dinh: OrgUnit) -> None:
    asked = {
        "nguon": "cbql-100", "loc": f"loai=con-thieu&don-vi={xuan_dinh.uuid}", "ve": UNIT, "tat-ca": "1", "viec": "nhac",
    }  # fmt: skip
    answer = head.post("/nhan-su/viec-hang-loat/moi/", asked, follow=True)
    assert answer.status_code == 200
    assert "Cường" not in answer.content.decode()


def test_seats_of_the_units_own_people_are_counted(head: Client, xuan_dinh: OrgUnit) -> None:
    training = TrainingFactory()
    meeting = training.meetings.first()
    meeting.starts_at, meeting.ends_at = now() + timedelta(days=2), now() + timedelta(days=2, hours=3)
    meeting.save()
    type(training).objects.filter(pk=training.pk).update(state="open")
    SeatFactory(session=training, person=PostingFactory(unit=xuan_dinh).person, state="confirmed")
    SeatFactory(session=training, state="confirmed")  # a stranger
    found = head.get(UNIT).context["classes"]
    assert [(one.title, one.held, one.waiting) for one in found] == [(training.title, 1, 0)]


def test_another_units_page_is_not_there_and_a_cadre_is_refused(
    head: Client, client: Client, long_phuoc: OrgUnit
) -> None:
    for asked in (long_phuoc.uuid, "khong-phai"):
        assert head.get(UNIT, {"don-vi": asked}).status_code == 404
    client.force_login(AccountFactory(person=PersonFactory()))
    assert client.get(UNIT).status_code == 403
    assert client.get(LEADER).status_code == 403


def test_who_stands_over_everything_has_the_leaders_page(leader: Client) -> None:
    assert leader.get(UNIT)["Location"] == LEADER


@pytest.mark.parametrize("address", [LEADER, UNIT])
def test_more_people_ask_no_more_queries(head: Client, xuan_dinh: OrgUnit, address: str) -> None:
    head.get(address)
    with CaptureQueriesContext(connection) as few:
        head.get(address)
    for number in range(20):
        PostingFactory(person=PersonFactory(full_name=f"Người {number}"), unit=xuan_dinh)
    head.get(address)
    with CaptureQueriesContext(connection) as many:
        head.get(address)
    assert len(many) <= len(few) + 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_leaders_page_prints_on_one_sheet_of_a4(
    page: Any, live_server: Any, officer: Account, desk_target: Target, province: OrgUnit, settings: Any
) -> None:
    """With eight communes behind and the seventeen other targets of plan 202."""
    for number in range(10):
        unit = OrgUnitFactory(full_name=f"Phường Có Tên Khá Dài {number}")
        UnitParent.objects.create(unit=unit, parent=province)
        PostingFactory(unit=unit)
    for number in range(17):
        title = f"Chỉ tiêu thứ {number} có tên dài như trong kế hoạch: 70 % đơn vị cấp huyện có mô hình liên kết sản xuất"
        Target.objects.create(
            code=f"khac-{number}", title=title, unit=province, population={"levels": ["xa"]},
            starts_on=date(2026, 1, 1), due_on=date(2030, 12, 15),
        )  # fmt: skip
    page.context.add_cookies([signed_in(officer, settings, live_server.url)])
    page.goto(f"{live_server.url}{LEADER}", timeout=60_000)  # eighteen figures, on whatever machine
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == 1
    assert "Chỉ tiêu thứ 16" in pages[0].extract_text()
