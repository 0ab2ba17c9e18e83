"""Every target says who answers for it, or shows that nobody does yet."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from people.models import Account, AuditEntry, OrgUnit, Scope, UnitChange
from people.queries.tree import UnitTree
from reports.models import Target, TargetPartner
from reports.queries.responsibility import responsible_of
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LIST, TARGET = "/nhan-su/chi-tieu/", "/nhan-su/chi-tieu/cbql-100/"


@pytest.fixture
def department(province: OrgUnit) -> OrgUnit:
    return OrgUnitFactory(
        code="SNNMT", level="tinh", kind="sở", is_office=True, full_name="Sở Nông nghiệp và Môi trường"
    )


@pytest.fixture
def desk(client: Client, officer: Account, desk_target: Target) -> Client:
    client.force_login(officer)
    return client


def fields(target: Target, **more: Any) -> dict[str, Any]:
    return {
        "title": target.title, "code": target.code, "levels": ["tinh", "xa"], "percent": "100",
        "courses": [course.pk for course in target.courses.all()], "starts_on": "01/01/2026", "due_on": "15/12/2030",
    } | more  # fmt: skip


def test_a_target_without_an_answer_is_marked_and_found(desk: Client, desk_target: Target) -> None:
    for address in (LIST, TARGET):
        page = desk.get(address).content.decode()
        assert "Chưa phân công" in page
        assert "đơn vị, người chịu trách nhiệm, điện thoại" in page
    assert len(desk.get(LIST, {"muc": "chua-phan-cong"}).context["pages"]) == 1


def test_unit_person_and_phone_are_named_and_logged(
    desk: Client, desk_target: Target, department: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    person = PersonFactory(staff_code="DN00012", full_name="Lê Thị Hiền")
    answer = {
        "responsible_unit": str(department.uuid), "responsible_person": "dn00012", "responsible_phone": "0251 3822 123",
        "partners": [str(xuan_dinh.uuid)],
    }  # fmt: skip
    assert desk.post(f"{TARGET}sua/", fields(desk_target, **answer)).status_code == 302
    desk_target.refresh_from_db()
    assert (desk_target.responsible_unit, desk_target.responsible_person) == (department, person)
    page = desk.get(TARGET).content.decode()
    for words in ("Sở Nông nghiệp và Môi trường", "Lê Thị Hiền", "0251 3822 123", "Xã Xuân Định"):
        assert words in page
    assert "Chưa phân công" not in page
    assert desk.get(LIST, {"muc": "chua-phan-cong"}).context["pages"] == []
    changed = AuditEntry.objects.get(action="target_changed").detail["changed"]
    assert changed["partners"] == [[], ["Xã Xuân Định"]]
    assert changed["responsible_phone"] == ["", "0251 3822 123"]
    assert "definition_version" not in changed


def test_the_form_shows_again_what_was_stored_and_saving_changes_nothing(
    desk: Client, desk_target: Target, department: OrgUnit
) -> None:
    desk_target.responsible_unit, desk_target.responsible_person_text = department, "Phòng Nghiệp vụ"
    desk_target.save()
    form = desk.get(f"{TARGET}sua/").context["form"]
    assert form.initial["responsible_unit"] == str(department.uuid)
    assert form.initial["responsible_person"] == "Phòng Nghiệp vụ"
    again = {name: form.initial.get(name) or "" for name in ("responsible_unit", "responsible_person")}
    desk.post(f"{TARGET}sua/", fields(desk_target, **again))
    assert not AuditEntry.objects.filter(action="target_changed").exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"responsible_person": "DN99999"}, "Không có cán bộ nào mang mã này"),
        ({"responsible_phone": "hỏi chị Lan"}, "Ghi số điện thoại"),
        ({"responsible_unit": "khong-phai-uuid"}, ""),
        ({"partners": ["khong-phai-uuid"]}, ""),
        ({"due_on": "01/01/2020"}, "Hạn phải sau ngày bắt đầu"),
        ({"courses": []}, "ít nhất một khóa học"),
    ],
)
def test_a_wrong_answer_is_refused_and_not_stored(
    desk: Client, desk_target: Target, wrong: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(f"{TARGET}sua/", fields(desk_target, title="Tên mới", **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    desk_target.refresh_from_db()
    assert desk_target.title != "Tên mới"


def test_leaders_of_the_whole_province_look_but_set_nothing(
    client: Client, province: OrgUnit, desk_target: Target
) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=province, role=Scope.Role.LEADER)
    client.force_login(account)
    assert "Sửa chỉ tiêu" not in client.get(TARGET).content.decode()
    assert client.get(f"{TARGET}sua/").status_code == 403
    assert client.post(f"{TARGET}sua/", fields(desk_target)).status_code == 403


def test_a_coordinating_commune_finds_the_target_with_its_own_people(
    client: Client, commune_officer: Account, desk_target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    client.force_login(commune_officer)
    assert client.get(LIST, {"muc": "don-vi-minh"}).context["pages"] == []
    TargetPartner.objects.create(target=desk_target, unit=xuan_dinh, added_at=NOW)
    page = client.get(LIST, {"muc": "don-vi-minh"})
    assert [one.figures.tally.total.denominator for one in page.context["pages"]] == [1]
    assert "Phối hợp" in page.content.decode()
    assert "Long Phước" not in client.get(TARGET).content.decode()


def test_a_department_merged_since_says_what_it_is_now(desk_target: Target, department: OrgUnit) -> None:
    old = OrgUnitFactory(is_office=True, level="tinh", full_name="Sở NN và PTNT", valid_to=date(2025, 3, 1))
    UnitChange.objects.create(
        from_unit=old, to_unit=department, extent="whole", effective_on=date(2025, 3, 1)
    )
    desk_target.responsible_unit = old
    told = responsible_of(desk_target, UnitTree.load(), TODAY, {department.pk, old.pk})
    assert (told.unit, told.now, told.role) == ("Sở NN và PTNT", "Sở Nông nghiệp và Môi trường", "lead")


def test_old_texts_are_linked_where_they_name_one_unit(desk_target: Target, department: OrgUnit) -> None:
    Target.objects.filter(pk=desk_target.pk).update(
        responsible_unit_text="Sở Nông nghiệp và Môi trường",
        responsible_person_text="Bà Hiền (0251 3822 123)",
    )
    unknown = Target.objects.create(
        code="la", title="x", unit=desk_target.unit, starts_on=TODAY, due_on=TODAY, responsible_unit_text="Ban Chỉ đạo"
    )  # fmt: skip
    migration = import_module("reports.migrations.0003_responsible_texts_are_linked")
    migration.link(apps, None)
    desk_target.refresh_from_db()
    assert (desk_target.responsible_unit, desk_target.responsible_unit_text) == (department, "")
    assert (desk_target.responsible_person_text, desk_target.responsible_phone) == (
        "Bà Hiền",
        "0251 3822 123",
    )
    unknown.refresh_from_db()
    assert (unknown.responsible_unit, unknown.responsible_unit_text) == (None, "Ban Chỉ đạo")
    migration.back(apps, None)
    desk_target.refresh_from_db()
    assert desk_target.responsible_unit_text == "Sở Nông nghiệp và Môi trường"
    assert desk_target.responsible_person_text == "Bà Hiền, 0251 3822 123"


def test_a_course_open_to_everybody_counts_only_when_said(desk: Client, desk_target: Target) -> None:
    course = desk_target.courses.get()
    course.audience = "dan_cu"
    course.save()
    refused = desk.post(f"{TARGET}sua/", fields(desk_target, levels=["xa"]))
    assert refused.status_code == 422
    assert "là khóa cho người dân" in refused.content.decode()
    assert (
        desk.post(f"{TARGET}sua/", fields(desk_target, levels=["xa"], open_courses="on")).status_code == 302
    )
    assert "người dân, cộng đồng" in desk.get(TARGET).content.decode()


def test_the_list_of_targets_costs_little_for_each(
    desk: Client, desk_target: Target, xuan_dinh: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    TargetPartner.objects.create(target=desk_target, unit=xuan_dinh, added_at=NOW)
    desk.get(LIST)
    with django_assert_max_num_queries(24):
        desk.get(LIST)
