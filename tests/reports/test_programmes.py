"""Programmes and plans: their forms, one course for two plans, rural ground through reforms, the next period."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from common.errors import Conflict, DomainError
from courses.models import Course
from people.models import Account, AuditEntry, OrgUnit, UnitChange
from people.queries.tree import UnitTree
from reports.models import LegalBasis, Plan, Programme, Target
from reports.queries.programmes import completed_all, ground_of, learnt_for
from reports.services.programmes import Period, begin_next_period, save_programme
from reports.services.target_rules import Asked
from reports.services.targets import save_target
from tests.factories import OrgUnitFactory, ReleaseFactory
from tests.reports.training_cast import learnt

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)
FIRST = date(2023, 8, 18)


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def course(desk_target: Target) -> Course:
    return desk_target.courses.get()


@pytest.fixture
def programme(course: Course) -> Programme:
    made = Programme(title="Chương trình 2023-2025", starts_on=FIRST, ends_on=date(2025, 12, 31))
    return save_programme(programme=made, courses=[course], bases=[], at=NOW, by=None)


def plan(number: str, *targets: Target) -> Plan:
    made = Plan.objects.create(
        code=number.split("/")[0], number=number, title="Kế hoạch", issued_on=FIRST, starts_on=FIRST,
        ends_on=date(2026, 12, 31),
    )  # fmt: skip
    made.targets.set(targets)
    return made


def test_a_programme_is_made_on_its_form_and_gets_a_code(desk: Client, course: Course) -> None:
    basis = LegalBasis.objects.create(
        kind="Quyết định", symbol="924/QĐ-TTg", issued_on=date(2022, 8, 2), issuer="Thủ tướng", about="về"
    )
    form = {
        "title": "Chuyển đổi số nông thôn", "starts_on": "18/8/2023", "ends_on": "31/12/2025", "area": "nong_thon",
        "area_on": "", "courses": [course.pk], "bases": [basis.pk],
    }  # fmt: skip
    answer = desk.post(reverse("programme_new"), form)
    made = Programme.objects.get()
    assert answer.url == reverse("programme_detail", args=["chuyen-doi-so-nong-thon"])
    assert (made.area_on, list(made.courses.all()), list(made.bases.all())) == (FIRST, [course], [basis])
    assert AuditEntry.objects.filter(action="programme_saved").count() == 1
    page = desk.get(answer.url).content.decode()
    assert "2 xã vào ngày 18/08/2023" in page
    assert "924/QĐ-TTg" in page


def test_a_period_that_ends_before_it_begins_is_said_on_the_form(desk: Client) -> None:
    form = {"title": "Ngược", "starts_on": "1/1/2026", "ends_on": "1/1/2025"}
    answer = desk.post(reverse("programme_new"), form)
    assert answer.status_code == 422
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi." in answer.content.decode()
    assert not Programme.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.create(code="x", title="x", starts_on=TODAY, ends_on=FIRST)


def test_whoever_sees_one_commune_reads_and_does_not_write(
    client: Client, commune_officer: Account, programme: Programme
) -> None:
    client.force_login(commune_officer)
    assert client.get(reverse("programme_detail", args=[programme.code])).status_code == 200
    for name in ("programme_edit", "programme_next"):
        assert client.post(reverse(name, args=[programme.code]), {}).status_code == 403
    assert client.get(reverse("plan_new")).status_code == 403


def test_other_courses_are_another_version_of_the_targets_that_count_the_programme(
    desk_target: Target, programme: Programme, course: Course
) -> None:
    save_target(
        target=desk_target, unit=desk_target.unit, levels=["xa"], courses=[], asked=Asked(programmes=[programme]),
        at=NOW, by=None,
    )  # fmt: skip
    before = Target.objects.get().definition_version
    save_programme(programme=programme, courses=[course], bases=[], at=NOW, by=None)
    assert Target.objects.get().definition_version == before
    second = ReleaseFactory(items=["lesson"]).course
    save_programme(programme=programme, courses=[course, second], bases=[], at=NOW, by=None)
    assert Target.objects.get().definition_version == before + 1
    with pytest.raises(DomainError, match="ít nhất một khóa"):
        save_programme(programme=programme, courses=[], bases=[], at=NOW, by=None)


def test_a_course_counts_for_two_plans_and_once_in_each(
    desk: Client, desk_target: Target, course: Course, xuan_dinh: OrgUnit
) -> None:
    again = Target.objects.create(
        code="lan-nua", title="Lần nữa", unit=desk_target.unit, population={"levels": ["xa"]}, starts_on=FIRST,
        due_on=TODAY,
    )  # fmt: skip
    again.courses.add(course)
    first, second = plan("202/KH-UBND", desk_target, again), plan("240/KH-UBND", desk_target)
    learnt(course, xuan_dinh)
    for one, other in ((first, second), (second, first)):
        (line,) = learnt_for(one, None, TODAY)
        assert (line.course, line.people, line.plans) == (course, 1, [other])
    page = desk.get(reverse("plan_detail", args=["202"])).content.decode()
    assert "cũng tính cho 240/KH-UBND" in " ".join(page.split())


def test_a_plan_of_another_scope_counts_nobody_of_it(
    client: Client, commune_officer: Account, desk_target: Target, course: Course, long_phuoc: OrgUnit
) -> None:
    plan("202/KH-UBND", desk_target)
    learnt(course, long_phuoc)
    client.force_login(commune_officer)
    answer = client.get(reverse("plan_detail", args=["202"]))
    assert [line.people for line in answer.context["learnt"]] == [0]
    assert answer.context["people"] == 0


def test_rural_ground_is_what_the_communes_of_the_day_have_become(
    programme: Programme, province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    reform = date(2025, 7, 1)
    OrgUnit.objects.filter(pk=xuan_dinh.pk).update(valid_to=reform)
    ward = OrgUnitFactory(code="99999", kind="phường", full_name="Phường Xuân Định", valid_from=reform)
    ward.parents.create(parent=province, valid_from=reform)
    UnitChange.objects.create(from_unit=xuan_dinh, to_unit=ward, extent="whole", effective_on=reform)
    assert ground_of(programme, UnitTree.load(), TODAY) is None
    programme.area, programme.area_on = "nong_thon", FIRST
    ground = ground_of(programme, UnitTree.load(), TODAY)
    assert ground
    assert [unit.full_name for unit in ground.then] == ["Xã Long Phước", "Xã Xuân Định"]
    assert [unit.full_name for unit in ground.now] == ["Xã Long Phước", "Phường Xuân Định"]


def test_what_joined_the_province_later_is_no_ground_of_the_programme(real_province: UnitTree) -> None:
    """Đồng Nai had 121 xã in August 2023; those of Bình Phước came in 2025."""
    programme = Programme(area="nong_thon", area_on=FIRST)
    ground = ground_of(programme, real_province, TODAY)
    assert ground
    assert len(ground.then) == 121
    assert "Xã Bù Gia Mập" not in {unit.full_name for unit in ground.now}


def test_the_whole_programme_is_every_course_of_it(course: Course, xuan_dinh: OrgUnit) -> None:
    second = ReleaseFactory(items=["lesson"]).course
    person = learnt(course, xuan_dinh)
    learnt(second, xuan_dinh)
    both = [course.pk, second.pk]
    assert completed_all(both, None, TODAY) == 0
    learnt(second, xuan_dinh, person)
    assert completed_all(both, None, TODAY) == 1
    assert completed_all([], None, TODAY) == 0


def test_the_next_period_has_the_same_courses_and_the_chosen_targets(
    desk: Client, programme: Programme, desk_target: Target, course: Course, xuan_dinh: OrgUnit
) -> None:
    save_target(
        target=desk_target, unit=desk_target.unit, levels=["xa"], courses=[course],
        asked=Asked(programmes=[programme], without=[xuan_dinh]), at=NOW, by=None,
    )  # fmt: skip
    address = reverse("programme_next", args=[programme.code])
    page = desk.get(address).content.decode()
    assert "Chương trình 2026-2030" in page
    form = {"title": "Chương trình 2026-2030", "starts_on": "1/1/2026", "ends_on": "31/12/2030"}
    assert desk.post(address, form | {"targets": [desk_target.pk]}).status_code == 302
    fresh = Programme.objects.get(follows=programme)
    copy = Target.objects.get(code="cbql-100-2026-2030")
    assert list(fresh.courses.all()) == [course]
    assert list(copy.programmes.all()) == [fresh]
    assert [row.unit for row in copy.listed.all()] == [xuan_dinh]
    assert (copy.starts_on, copy.due_on) == (date(2026, 1, 1), date(2030, 12, 31))
    assert list(desk_target.programmes.all()) == [programme]


def test_there_is_one_next_period_and_it_comes_later(programme: Programme) -> None:
    early = Period("Sớm", date(2025, 6, 1), date(2030, 1, 1))
    with pytest.raises(DomainError, match="khi giai đoạn trước đã kết thúc"):
        begin_next_period(programme=programme, period=early, at=NOW, by=None)
    later = Period("Sau", date(2026, 1, 1), date(2030, 12, 31))
    begin_next_period(programme=programme, period=later, at=NOW, by=None)
    with pytest.raises(Conflict):
        begin_next_period(programme=programme, period=later, at=NOW, by=None)


def test_the_form_of_a_target_begins_with_the_programme(desk: Client, programme: Programme) -> None:
    form = desk.get(reverse("target_new") + f"?chuong-trinh={programme.code}").context["form"]
    assert form["programmes"].value() == [programme.pk]
    assert form["starts_on"].value() == FIRST


def test_an_empty_list_says_what_belongs_there(desk: Client) -> None:
    page = desk.get(reverse("programme_list")).content.decode()
    assert "Chưa có chương trình nào" in page
    assert "Chưa có kế hoạch nào" in page
