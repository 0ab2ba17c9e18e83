"""Orders seen from below and beside: from above, led, coordinated; read-only and with one's own people only."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from courses.models import Assignment, AssignmentPartner, Course
from courses.queries.orders import Orders, Shelf
from courses.services.assignment_partners import set_partners
from courses.services.enrolment import assign
from people.models import AuditEntry, OrgUnit, Person, Scope, UnitChange, UnitParent
from people.queries.tree import UnitTree
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 2, tzinfo=UTC)
DUE = clock.today() + timedelta(days=30)
LIST = "/nhan-su/giao-khoa-hoc/"


@pytest.fixture
def province() -> OrgUnit:
    return OrgUnitFactory(code="75", level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai")


def below(parent: OrgUnit, **more: Any) -> OrgUnit:
    unit = OrgUnitFactory(**more)
    UnitParent.objects.create(unit=unit, parent=parent)
    return unit


@pytest.fixture
def commune(province: OrgUnit) -> OrgUnit:
    unit = below(province, full_name="Xã Xuân Định")
    PostingFactory(unit=unit, person__full_name="Nguyễn Thị Ánh")
    return unit


@pytest.fixture
def other(province: OrgUnit) -> OrgUnit:
    unit = below(province, full_name="Xã Long Phước")
    PostingFactory.create_batch(2, unit=unit)
    return unit


@pytest.fixture
def department(province: OrgUnit) -> OrgUnit:
    unit = below(province, level="tinh", kind="sở", is_office=True, full_name="Sở Khoa học và Công nghệ")
    PostingFactory(unit=unit)
    return unit


@pytest.fixture
def course() -> Course:
    return ReleaseFactory(items=["lesson"]).course


@pytest.fixture
def order(
    course: Course, province: OrgUnit, commune: OrgUnit, other: OrgUnit, department: OrgUnit
) -> Assignment:
    return assign(course=course, unit=province, due_on=DUE, at=clock.now(), by=None, lead_unit=department)


def desk(unit: OrgUnit, role: str = Scope.Role.HR) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client = Client()
    client.force_login(account)
    return client


def shelf(client: Client, name: str) -> list[tuple[str, int]]:
    page = client.get(LIST, {"muc": name}).context["page"]
    return [(row.unit.full_name, row.people) for row in page]


def test_an_order_of_the_province_is_seen_below_with_own_people_only(
    order: Assignment, commune: OrgUnit
) -> None:
    client = desk(commune)
    assert shelf(client, "") == []
    assert shelf(client, "cap-tren") == [("Tỉnh Đồng Nai", 1)]
    page = client.get(reverse("assignment_detail", args=[order.uuid])).content.decode()
    assert "Sở Khoa học và Công nghệ" in page
    assert "Lần giao này do đơn vị khác giao" in page
    assert "Kết thúc giao" not in client.get(LIST, {"muc": "cap-tren"}).content.decode()


def test_it_is_neither_changed_nor_ended_from_below(order: Assignment, commune: OrgUnit) -> None:
    client = desk(commune)
    assert client.post(reverse("assignment_detail", args=[order.uuid]), {"partners": []}).status_code == 403
    assert client.post(reverse("assignment_end", args=[order.uuid])).status_code == 404
    order.refresh_from_db()
    assert (order.ended_at, order.lead_unit is None) == (None, False)


def test_an_order_to_a_sister_commune_stays_unknown(course: Course, commune: OrgUnit, other: OrgUnit) -> None:
    order = assign(course=course, unit=other, due_on=DUE, at=clock.now(), by=None)
    client = desk(commune)
    for name in ("", "cap-tren", "phoi-hop"):
        assert shelf(client, name) == []
    assert client.get(reverse("assignment_detail", args=[order.uuid])).status_code == 404
    assert client.get(reverse("assignment_detail", args=[uuid4()])).status_code == 404


def test_an_order_to_an_abolished_district_reaches_its_communes(
    course: Course, province: OrgUnit, commune: OrgUnit
) -> None:
    """Its people were moved by the reform, and so was the duty to chase them."""
    end = date(2026, 1, 1)
    district = OrgUnitFactory(level="huyen", kind="huyện", valid_to=end, full_name="Huyện Xuân Lộc")
    old = OrgUnitFactory(valid_to=end)
    UnitParent.objects.create(unit=old, parent=district)
    UnitChange.objects.create(from_unit=old, to_unit=commune, extent="whole", effective_on=end)
    assign(course=course, unit=district, due_on=DUE, at=clock.now(), by=None)
    assert [name for name, _people in shelf(desk(commune), "cap-tren")] == ["Huyện Xuân Lộc"]


def test_a_coordinating_unit_finds_the_order_with_its_own_people(
    course: Course, commune: OrgUnit, other: OrgUnit, department: OrgUnit
) -> None:
    order = assign(
        course=course, unit=commune, due_on=DUE, at=clock.now(), by=None, partners=[department, other]
    )
    assert shelf(desk(department), "phoi-hop") == [("Xã Xuân Định", 0)]
    client = desk(other)
    assert shelf(client, "phoi-hop") == [("Xã Xuân Định", 0)]
    page = client.get(reverse("assignment_detail", args=[order.uuid])).content.decode()
    assert "Nguyễn Thị Ánh" not in page


def test_the_lead_unit_counts_its_own(order: Assignment, department: OrgUnit) -> None:
    assert shelf(desk(department), "phoi-hop") == [("Tỉnh Đồng Nai", 1)]


def test_hr_of_the_order_says_who_leads_and_the_log_knows(
    order: Assignment, province: OrgUnit, other: OrgUnit, department: OrgUnit
) -> None:
    client, address = desk(province), reverse("assignment_detail", args=[order.uuid])
    form = {"lead_unit": str(other.uuid), "partners": [str(department.uuid), str(other.uuid)]}
    assert client.post(address, form).status_code == 302
    order.refresh_from_db()
    assert order.lead_unit == other
    assert [partner.unit for partner in order.partners.all()] == [department]
    entry = AuditEntry.objects.get(action="assignment_partners_changed")
    assert entry.detail["after"] == {"lead": "Xã Long Phước", "partners": ["Sở Khoa học và Công nghệ"]}
    client.post(address, {"lead_unit": "", "partners": []})
    assert not AssignmentPartner.objects.exists()
    assert client.post(address, {"partners": ["khong-phai-uuid"]}).status_code == 422


def test_saying_the_same_again_is_no_change(order: Assignment, department: OrgUnit) -> None:
    set_partners(assignment=order, lead_unit=department, partners=[], at=AT, by=None)
    assert not AuditEntry.objects.filter(action="assignment_partners_changed").exists()


def test_giving_and_ending_are_logged(order: Assignment, province: OrgUnit) -> None:
    given = AuditEntry.objects.get(action="course_assigned")
    assert (given.count, given.unit, given.detail["course"]) == (4, province, order.course.code)
    desk(province).post(reverse("assignment_end", args=[order.uuid]))
    assert AuditEntry.objects.get(action="assignment_ended").actor is not None


def test_partners_are_chosen_with_the_order_among_reachable_units(
    course: Course, commune: OrgUnit, other: OrgUnit, department: OrgUnit, province: OrgUnit
) -> None:
    client = desk(commune)
    form = {
        "course": str(course.uuid),
        "unit": str(commune.uuid),
        "due_on": DUE.isoformat(),
        "lead_unit": str(commune.uuid),
    }
    page = client.post(
        reverse("assignment_new"), form | {"partners": [str(department.uuid), str(province.uuid)]}
    )
    assert page.content.decode().count('name="partners"') == 2
    assert client.post(reverse("assignment_new"), form | {"partners": [str(other.uuid)]}).status_code == 422
    form["partners"] = [str(department.uuid)]
    assert client.post(reverse("assignment_new"), form | {"confirmed": "1"}).status_code == 302
    order = Assignment.objects.get()
    assert (order.lead_unit, order.partners.get().unit) == (commune, department)


def test_whoever_stands_over_everything_sees_no_other_shelves(order: Assignment, province: OrgUnit) -> None:
    client = desk(province)
    page = client.get(LIST, {"muc": "cap-tren"})
    assert page.context["tabs"] == []
    assert [row.people for row in page.context["page"]] == [4]
    assert client.get(LIST, {"muc": "la"}).status_code == 200


def test_leaders_of_the_order_look_only(order: Assignment, province: OrgUnit) -> None:
    client = desk(province, Scope.Role.LEADER)
    assert client.get(reverse("assignment_detail", args=[order.uuid])).context["form"] is None
    assert client.post(reverse("assignment_detail", args=[order.uuid]), {}).status_code == 403
    learner = Client()
    learner.force_login(AccountFactory())
    assert learner.get(reverse("assignment_detail", args=[order.uuid])).status_code == 403


def test_shelves_cost_the_same_however_many_orders(
    order: Assignment, commune: OrgUnit, other: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        assign(
            course=ReleaseFactory(items=["lesson"]).course, unit=other, due_on=DUE, at=clock.now(), by=None
        )
    client = desk(commune)
    client.get(LIST, {"muc": "cap-tren"})
    with django_assert_max_num_queries(20):
        client.get(LIST, {"muc": "cap-tren"})
    tree = UnitTree.load()
    orders = Orders({commune.pk}, Person.objects.none(), tree, clock.today())
    with django_assert_max_num_queries(4):
        assert [row.people for row in orders.counted(list(orders.on(Shelf.ABOVE)))] == [0]
