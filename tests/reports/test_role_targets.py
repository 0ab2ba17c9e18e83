"""A population of roles: the managing cadres who take part in the programme, whatever their category."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from people.models import Person, Posting, ProgrammeRole, RoleKind
from reports.models import Target
from reports.queries.figures import compute
from reports.services.targets import save_target
from tests.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)


@pytest.fixture
def target(desk_target: Target) -> Target:
    """100 % of the steering committee and the management board."""
    Posting.objects.all().delete()
    desk_target.population = {"levels": ["tinh", "xa"], "roles": ["bcd_ntm", "ban_quan_ly"]}
    desk_target.save()
    return desk_target


def holder(unit, code: str = "bcd_ntm", *, posted: bool = True, category: str = "", **dates) -> Person:
    person: Person = PersonFactory()
    if posted:
        PostingFactory(person=person, unit=unit, category=category)
    ProgrammeRole.objects.create(
        person=person, unit=unit, role=RoleKind.objects.get(code=code),
        **{"starts_on": date(2026, 1, 1), **dates},
    )  # fmt: skip
    return person


def counted(target: Target, as_of: date = TODAY) -> list[int]:
    return sorted(member.person for member in compute(target, as_of=as_of, known_at=NOW).members)


def test_only_who_holds_one_of_the_roles_counts(target, xuan_dinh):
    chair, manager = holder(xuan_dinh), holder(xuan_dinh, "ban_quan_ly")
    holder(xuan_dinh, "truong_ap")
    PostingFactory(unit=xuan_dinh)
    assert counted(target) == [chair.pk, manager.pk]


def test_a_role_counts_on_the_days_on_which_it_is_held(target, xuan_dinh):
    member = holder(xuan_dinh, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 1))
    assert counted(target, date(2026, 2, 28)) == []
    assert counted(target, date(2026, 3, 1)) == counted(target, date(2026, 5, 31)) == [member.pk]
    assert counted(target, date(2026, 6, 1)) == []


def test_two_roles_are_one_person(target, xuan_dinh):
    member = holder(xuan_dinh)
    ProgrammeRole.objects.create(
        person=member,
        unit=xuan_dinh,
        role=RoleKind.objects.get(code="ban_quan_ly"),
        starts_on=date(2026, 2, 1),
    )
    assert counted(target) == [member.pk]


def test_a_member_without_a_post_counts_where_the_role_is(target, xuan_dinh):
    """A villager on the community's supervision board holds no office."""
    villager = holder(xuan_dinh, posted=False)
    figures = compute(target, as_of=TODAY, known_at=NOW)
    assert [(member.person, member.unit) for member in figures.members] == [(villager.pk, xuan_dinh.pk)]


def test_whoever_has_a_post_counts_where_they_work(target, xuan_dinh, long_phuoc):
    member = holder(xuan_dinh, posted=False)
    PostingFactory(person=member, unit=long_phuoc)
    figures = compute(target, as_of=TODAY, known_at=NOW)
    assert [member.unit for member in figures.members] == [long_phuoc.pk]


def test_roles_and_categories_are_both_asked(target, xuan_dinh):
    official, _other = holder(xuan_dinh, category="can_bo"), holder(xuan_dinh, category="hop_dong")
    holder(xuan_dinh, posted=False)
    target.population |= {"categories": ["can_bo"]}
    assert counted(target) == [official.pk]


def test_naming_a_role_is_a_new_version_of_the_definition(target):
    kept = {"target": target, "unit": target.unit, "courses": target.courses.all(), "at": NOW, "by": None}
    save_target(**kept, levels=["tinh", "xa"])
    assert target.definition_version == 1
    save_target(**kept, levels=["tinh", "xa"], categories=[], roles=["bcd_ntm"])
    assert (target.definition_version, target.population["roles"]) == (2, ["bcd_ntm"])
    save_target(**kept, levels=["tinh", "xa"], categories=[], roles=["bcd_ntm"])
    assert target.definition_version == 2


def test_hr_chooses_roles_in_the_form(target, officer, client):
    client.force_login(officer)
    address = reverse("target_edit", args=[target.code])
    form = client.get(address).content.decode()
    assert "Thành viên Ban Chỉ đạo xây dựng nông thôn mới" in form
    told = {
        "title": target.title, "code": target.code, "levels": ["xa"], "roles": ["bcd_ntm"], "percent": "100",
        "courses": [course.pk for course in target.courses.all()], "starts_on": "2026-01-01", "due_on": "2030-12-15",
    }  # fmt: skip
    assert client.post(address, told).status_code == 302
    target.refresh_from_db()
    assert target.population == {"levels": ["xa"], "categories": [], "roles": ["bcd_ntm"], "kinds": []}
    assert client.post(address, told | {"roles": ["khong_co"]}).status_code == 422
