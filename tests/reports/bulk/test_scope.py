"""Within the scope of whoever asks, at the asking and at the doing."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from common.clock import today
from courses.models import Course, Enrolment
from people.models import Account, OrgUnit, Person, Scope
from reports import periodic
from reports.models import BulkLine
from tests.factories import AccountFactory, PostingFactory
from tests.reports.bulk.cast import NEW, confirm, deed_of

pytestmark = pytest.mark.django_db


def test_a_colleague_of_another_commune_cannot_be_put_into_a_deed(
    desk: Client, course: Course, long_phuoc: OrgUnit
) -> None:
    other = PostingFactory(unit=long_phuoc).person
    asked = {"nguon": "cbql-100", "viec": "giao", "nguoi": str(other.uuid)}
    assert desk.post(NEW, asked).status_code == 404
    assert desk.post(NEW, {**asked, "nguoi": str(UUID(int=7))}).status_code == 404
    assert not BulkLine.objects.exists()


def test_whom_one_may_see_but_not_give_courses_is_left_out_and_named(
    client: Client, course: Course, province: OrgUnit, xuan_dinh: OrgUnit, staff: list[Person]
) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=province, role=Scope.Role.LEADER)
    Scope.objects.create(account=account, unit=xuan_dinh)
    client.force_login(account)
    deed = deed_of(client, "nhac", course)
    assert deed.lines.get(person__full_name="=Trần Văn Cường").why == "outside"


def test_whoever_lost_the_right_meanwhile_has_nothing_done_in_their_name(
    desk: Client, course: Course, staff: list[Person], commune_officer: Account
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    confirm(desk, deed)
    Scope.objects.filter(account=commune_officer).update(valid_to=today() - timedelta(days=1))
    periodic.work_on_bulk(deed.pk)
    deed.refresh_from_db()
    assert deed.state == "failed"
    assert not Enrolment.objects.filter(learner__in=staff).exists()


def test_a_leader_who_only_looks_starts_nothing(client: Client, xuan_dinh: OrgUnit, course: Course) -> None:
    leader = AccountFactory()
    Scope.objects.create(account=leader, unit=xuan_dinh, role=Scope.Role.LEADER)
    client.force_login(leader)
    assert client.post(NEW, {"nguon": "cbql-100", "tat-ca": "1", "viec": "nhac"}).status_code == 403
    page = client.get("/nhan-su/chi-tieu/cbql-100/danh-sach/").content.decode()
    assert "Nguyễn Thị Hồng Ánh" in page
    assert "viec-hang-loat" not in page


def test_nobody_elses_deed_is_seen_or_touched(desk: Client, course: Course, officer: Account) -> None:
    deed = deed_of(desk, "nhac", course)
    stranger = Client()
    stranger.force_login(officer)
    address = f"/nhan-su/viec-hang-loat/{deed.uuid}/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}xac-nhan/", {"so": "1"}).status_code == 404
