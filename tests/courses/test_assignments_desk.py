"""Giving courses on the HR desk: counted first, confirmed by name, within one's own units only."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from courses.models import Assignment, Course, Enrolment
from people.models import OrgUnit, Scope
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
DUE = clock.today() + timedelta(days=30)


@pytest.fixture(autouse=True)
def province() -> OrgUnit:
    return OrgUnitFactory(level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai")


@pytest.fixture
def course() -> Course:
    return ReleaseFactory(items=["lesson"]).course


@pytest.fixture
def commune() -> OrgUnit:
    unit = OrgUnitFactory(full_name="Xã Xuân Định")
    PostingFactory(unit=unit)
    PostingFactory(unit=unit)
    return unit


def desk(unit: OrgUnit, role: str = Scope.Role.HR) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client = Client()
    client.force_login(account)
    return client


def ask(client: Client, course: Course, unit: OrgUnit, due_on: date = DUE, **more: str) -> Any:
    form = {"course": str(course.uuid), "unit": str(unit.uuid), "due_on": due_on.isoformat()} | more
    return client.post(reverse("assignment_new"), form)


def test_it_says_how_many_before_anything_is_done(course: Course, commune: OrgUnit) -> None:
    page = ask(desk(commune), course, commune)
    assert "Giao cho 2 người" in page.content.decode()
    assert "Xã Xuân Định" in page.content.decode()
    assert not Enrolment.objects.exists()


def test_confirming_enrols_them_and_the_list_counts(course: Course, commune: OrgUnit) -> None:
    client = desk(commune)
    done = ask(client, course, commune, confirmed="1")
    assert done.headers["Location"] == reverse("assignment_list")
    assert Enrolment.objects.filter(due_on=DUE).count() == 2
    html = client.get(reverse("assignment_list")).content.decode()
    assert course.title in html
    assert "Xã Xuân Định" in html


def test_the_same_order_twice_is_refused_in_words(course: Course, commune: OrgUnit) -> None:
    client = desk(commune)
    ask(client, course, commune, confirmed="1")
    again = ask(client, course, commune, confirmed="1")
    assert again.status_code == 409
    assert "đang được giao" in again.content.decode()
    assert Assignment.objects.count() == 1


def test_a_unit_outside_the_scope_cannot_be_chosen(course: Course, commune: OrgUnit) -> None:
    client = desk(OrgUnitFactory())
    assert ask(client, course, commune, confirmed="1").status_code == 422
    assert str(commune.uuid) not in client.get(reverse("assignment_new")).content.decode()
    assert not Assignment.objects.exists()


def test_a_day_gone_by_and_an_empty_form_are_refused(course: Course, commune: OrgUnit) -> None:
    client = desk(commune)
    late = ask(client, course, commune, clock.today() - timedelta(days=1))
    assert (late.status_code, "từ hôm nay trở đi" in late.content.decode()) == (422, True)
    assert client.post(reverse("assignment_new"), {}).status_code == 422


def test_orders_of_other_units_are_neither_seen_nor_ended(course: Course, commune: OrgUnit) -> None:
    ask(desk(commune), course, commune, confirmed="1")
    order = Assignment.objects.get()
    other = desk(OrgUnitFactory())
    assert "Xã Xuân Định" not in other.get(reverse("assignment_list")).content.decode()
    assert other.post(reverse("assignment_end", args=[order.uuid])).status_code == 404
    assert desk(commune).post(reverse("assignment_end", args=[order.uuid])).status_code == 302
    order.refresh_from_db()
    assert order.ended_at


def test_leaders_look_and_learners_stay_out(course: Course, commune: OrgUnit) -> None:
    leader = desk(commune, Scope.Role.LEADER)
    assert leader.get(reverse("assignment_list")).status_code == 200
    assert leader.get(reverse("assignment_new")).status_code == 403
    learner = Client()
    learner.force_login(AccountFactory())
    assert learner.get(reverse("assignment_list")).status_code == 403
    assert Client().get(reverse("assignment_list")).status_code == 302


def test_the_list_costs_the_same_however_long(course: Course, django_assert_max_num_queries: Any) -> None:
    units = OrgUnitFactory.create_batch(6)
    account = AccountFactory(is_superuser=True)
    client = Client()
    client.force_login(account)
    for unit in units:
        ask(client, course, unit, confirmed="1")
    client.get(reverse("assignment_list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("assignment_list"))
