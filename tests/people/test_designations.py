"""Pilot communes keep their name through reforms, rest on a decision, and are set by the province alone."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import Conflict, DomainError
from people.models import Account, AuditEntry, OrgUnit, Scope, UnitDesignation
from people.models.designation import PILOT
from people.queries.designations import designated_units, designated_versions
from people.queries.tree import UnitTree
from people.services.designations import designate, end_designation
from tests.factories import AccountFactory

PLAN = date(2023, 8, 18)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
FIELDS = {
    "kind": PILOT, "field": "Chuyển đổi số", "valid_from": "18/8/2023",
    "decision_number": "Kế hoạch số 202/KH-UBND", "decision_on": "18/8/2023",
}  # fmt: skip


def old(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code, valid_from=None)


def now(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code, valid_to=None)


def pilot(code: str, **more: Any) -> UnitDesignation:
    told = {"kind": PILOT, "valid_from": PLAN, "decision_number": "202/KH-UBND", "decision_on": PLAN} | more
    return designate(unit=old(code), at=clock.now(), by=None, **told)


def desk(client: Client, code: str, role: str = Scope.Role.HR) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=now(code), role=role)
    client.force_login(account)
    return account


def names(tree: UnitTree, day: date) -> set[str]:
    return {tree.units[unit].full_name for unit in designated_units(PILOT, on=day, tree=tree)}


@pytest.fixture
def pilots(province: UnitTree) -> list[UnitDesignation]:
    """The three of plan 202/KH-UBND II.2.d."""
    return [pilot(code) for code in ("26464", "26413", "26185")]


def test_the_three_pilots_follow_their_successors(province: UnitTree, pilots: list[UnitDesignation]) -> None:
    assert names(province, BEFORE) == {"Xã Bảo Hòa", "Xã Long Phước", "Xã Bình Lợi"}
    assert names(province, AFTER) == {"Xã Xuân Định", "Xã Long Phước", "Phường Tân Triều"}
    assert names(province, date(2023, 8, 17)) == set()


def test_a_commune_merged_into_a_pilot_was_none_itself(
    province: UnitTree, pilots: list[UnitDesignation]
) -> None:
    versions = [old("26464").pk, old("26461").pk, now("26461").pk]
    held = designated_versions(versions, on=clock.today(), tree=province)
    assert set(held) == {old("26464").pk, now("26461").pk}


def test_another_kind_is_another_question(province: UnitTree, pilots: list[UnitDesignation]) -> None:
    pilot("26329", kind="Xã du lịch kiểu mẫu")
    assert len(designated_units(on=AFTER, tree=province)) == 4
    assert len(designated_units("Xã du lịch kiểu mẫu", on=AFTER, tree=province)) == 1


def test_an_ended_pilot_is_one_until_the_day_before(province: UnitTree) -> None:
    row = pilot("26464")
    end_designation(designation=row, valid_to=date(2026, 1, 1), note="QĐ 5/QĐ-UBND", at=clock.now(), by=None)
    assert names(province, date(2025, 12, 31)) == {"Xã Xuân Định"}
    assert names(province, date(2026, 1, 1)) == set()
    with pytest.raises(Conflict, match="đã kết thúc ngày 01/01/2026"):
        end_designation(designation=row, valid_to=date(2026, 2, 1), note="x", at=clock.now(), by=None)


def test_a_slip_of_the_pen_ends_where_it_began_and_may_be_said_again(province: UnitTree) -> None:
    end_designation(designation=pilot("26464"), valid_to=PLAN, note="ghi nhầm", at=clock.now(), by=None)
    assert names(province, PLAN) == set()
    pilot("26464")
    assert names(province, PLAN) == {"Xã Bảo Hòa"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"valid_from": date(2026, 1, 1)}, "không tồn tại vào ngày 01/01/2026"),
        ({"kind": "  "}, "Hãy ghi danh hiệu"),
        ({"decision_number": " "}, "số văn bản"),
    ],
)
def test_a_designation_without_ground_is_refused(
    province: UnitTree, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        pilot("26464", **more)
    assert not UnitDesignation.objects.exists()


def test_the_same_designation_twice_is_refused_also_by_the_database(province: UnitTree) -> None:
    row = pilot("26464")
    with pytest.raises(Conflict):
        pilot("26464")
    row.pk, row.uuid = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_hr_of_the_province_names_a_unit_of_the_past_and_the_log_knows(
    province: UnitTree, client: Client
) -> None:
    account = desk(client, "75")
    page = client.get(reverse("designation_new")).content.decode()
    assert "Xã Bảo Hòa (đến 30/06/2025)" in page
    answer = client.post(reverse("designation_new"), FIELDS | {"unit": old("26464").uuid}, follow=True)
    text = answer.content.decode()
    assert "Xã Xuân Định" in text
    assert "trước là Xã Bảo Hòa" in text
    entry = AuditEntry.objects.get(action="designation_added")
    assert (entry.actor, entry.unit) == (account, old("26464"))


def test_ending_asks_for_day_and_reason(
    province: UnitTree, client: Client, pilots: list[UnitDesignation]
) -> None:
    desk(client, "75")
    address = reverse("designation_end", args=[pilots[0].uuid])
    early = client.post(address, {"valid_to": "1/1/2020", "note": "x"})
    assert (early.status_code, "không thể trước ngày bắt đầu" in early.content.decode()) == (422, True)
    assert client.post(address, {"valid_to": "1/9/2026", "note": ""}).status_code == 422
    assert client.post(address, {"valid_to": "1/9/2026", "note": "QĐ 9"}).status_code == 302
    assert AuditEntry.objects.get(action="designation_ended").detail["note"] == "QĐ 9"
    assert client.get(reverse("designation_end", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"unit": "khong-phai-uuid"}, {"valid_from": "31/02/2026"}, {"decision_on": "1/1/0001"}, {"kind": "x" * 121}]
)  # fmt: skip
def test_a_bad_form_stores_nothing(province: UnitTree, client: Client, wrong: dict[str, str]) -> None:
    desk(client, "75")
    answer = client.post(reverse("designation_new"), FIELDS | {"unit": str(old("26464").uuid)} | wrong)
    assert answer.status_code == 422
    assert not UnitDesignation.objects.exists()


def test_a_commune_sees_its_own_and_changes_none(
    province: UnitTree, client: Client, pilots: list[UnitDesignation]
) -> None:
    desk(client, "26461")
    text = client.get(reverse("designation_list")).content.decode()
    assert "Xuân Định" in text
    assert "Long Phước" not in text
    for address in (reverse("designation_new"), reverse("designation_end", args=[pilots[0].uuid])):
        assert client.get(address).status_code == 403
        assert client.post(address, FIELDS).status_code == 403


def test_leaders_look_and_strangers_sign_in(
    province: UnitTree, client: Client, pilots: list[UnitDesignation]
) -> None:
    assert client.get(reverse("designation_list")).status_code == 302
    client.force_login(AccountFactory())
    assert client.get(reverse("designation_list")).status_code == 403
    desk(client, "75", Scope.Role.LEADER)
    assert "Thêm danh hiệu" not in client.get(reverse("designation_list")).content.decode()
    assert client.post(reverse("designation_new"), FIELDS).status_code == 403


def test_units_wear_their_mark(province: UnitTree, client: Client, pilots: list[UnitDesignation]) -> None:
    desk(client, "75")
    assert client.get(reverse("unit_list")).content.decode().count(PILOT) == 3
    page = client.get(reverse("unit_detail", args=[now("26461").uuid])).content.decode()
    assert "theo 202/KH-UBND ngày 18/08/2023" in page
    assert "nhận từ Xã Bảo Hòa" in page
    assert PILOT not in client.get(reverse("unit_detail", args=[old("26461").uuid])).content.decode()


def test_the_list_costs_the_same_however_long(
    province: UnitTree, client: Client, pilots: list[UnitDesignation], django_assert_max_num_queries: Any
) -> None:
    desk(client, "75")
    client.get(reverse("designation_list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("designation_list"))
