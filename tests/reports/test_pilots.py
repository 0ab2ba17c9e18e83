"""Pilot communes beside the others: the parts add up, on the page, in the workbook, in the JSON, through reforms."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from people.models import Account, OrgUnit, UnitChange, UnitDesignation, UnitParent
from people.models.designation import PILOT
from reports.models import Target
from reports.queries.figures import Figures, Frame, compute
from reports.queries.pilots import comparison
from reports.queries.rows import as_json
from tests.factories import OrgUnitFactory, PostingFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
REFORM = date(2025, 7, 1)
TARGET = "/nhan-su/chi-tieu/cbql-100/"


def name_pilot(unit: OrgUnit, **more: Any) -> UnitDesignation:
    told = {"kind": PILOT, "valid_from": date(2023, 8, 18), "decision_number": "202/KH-UBND"} | more
    return UnitDesignation.objects.create(unit=unit, decision_on=date(2023, 8, 18), added_at=NOW, **told)


@pytest.fixture
def bao_hoa(province: OrgUnit, xuan_dinh: OrgUnit, desk_target: Target) -> OrgUnit:
    """The pilot of 2023 that was merged into Xuân Định, with one person who never moved desks."""
    old = OrgUnitFactory(code="26464", name="Bảo Hòa", full_name="Xã Bảo Hòa", valid_to=REFORM)
    UnitParent.objects.create(unit=old, parent=province, valid_to=REFORM)
    UnitChange.objects.create(from_unit=old, to_unit=xuan_dinh, extent="whole", effective_on=REFORM)
    PostingFactory(unit=old)
    name_pilot(old)
    return old


def figure(target: Target, **more: Any) -> Figures:
    return compute(target, **{"as_of": TODAY, "known_at": NOW} | more)


def groups(figures: Figures) -> dict[str, tuple[int, int]]:
    return {one.key: (one.communes, one.cell.denominator) for one in comparison(figures).groups}


def test_the_successor_carries_the_pilots_figure(desk_target: Target, bao_hoa: OrgUnit) -> None:
    assert groups(figure(desk_target)) == {"pilot": (1, 2), "other": (1, 1)}


@pytest.mark.parametrize("frame", list(Frame))
@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2025, 6, 30), REFORM, TODAY])
def test_groups_add_up_to_the_total_on_every_map(
    desk_target: Target, bao_hoa: OrgUnit, province: OrgUnit, frame: Frame, day: date
) -> None:
    PostingFactory(unit=province)
    figures = figure(desk_target, frame=frame, as_of=day)
    parts = [group.cell for group in comparison(figures).groups if group.part_of_sum]
    total = figures.tally.total
    assert sum(part.denominator for part in parts) == total.denominator == 4
    assert sum(part.numerator for part in parts) == total.numerator
    assert groups(figures)["rest"][1] == 1


def test_where_they_were_on_the_old_map_only_the_old_pilot_counts(
    desk_target: Target, bao_hoa: OrgUnit
) -> None:
    figures = figure(desk_target, frame=Frame.THEN, as_of=date(2025, 6, 30))
    assert groups(figures)["pilot"] == (1, 1)
    assert comparison(figures).key_of(bao_hoa.pk) == "pilot"


def test_a_second_kind_stands_within_the_pilots_and_is_not_added(
    desk_target: Target, bao_hoa: OrgUnit, long_phuoc: OrgUnit
) -> None:
    name_pilot(long_phuoc, kind="Xã kiểu mẫu du lịch")
    found = comparison(figure(desk_target)).groups
    assert [(one.name, one.cell.denominator, one.part_of_sum) for one in found] == [
        ("Xã thí điểm", 3, True),
        ("Xã kiểu mẫu du lịch", 1, False),
        (PILOT, 2, False),
        ("Các xã khác", 0, True),
    ]


def test_a_hamlets_people_count_with_their_commune(
    desk_target: Target, bao_hoa: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    desk_target.population = {"levels": []}
    hamlet = OrgUnitFactory(level="ap", kind="ấp")
    UnitParent.objects.create(unit=hamlet, parent=xuan_dinh)
    PostingFactory(unit=hamlet)
    assert groups(figure(desk_target))["pilot"][1] == 3


def test_without_a_pilot_nothing_is_compared(desk_target: Target, client: Client, officer: Account) -> None:
    assert comparison(figure(desk_target)).groups == []
    assert as_json(figure(desk_target))["groups"] == []
    client.force_login(officer)
    page = client.get(TARGET).content.decode()
    assert "Các xã khác" not in page


def test_the_page_compares_filters_and_opens_the_names(
    desk_target: Target, bao_hoa: OrgUnit, client: Client, officer: Account
) -> None:
    client.force_login(officer)
    page = client.get(TARGET)
    assert "Xã thí điểm và các xã khác" in page.content.decode()
    lines = client.get(TARGET, {"thi_diem": "pilot"}).context["lines"]
    assert [line["name"] for line in lines] == ["Xã Xuân Định"]
    lines = client.get(TARGET, {"thi_diem": "other"}).context["lines"]
    assert [line["name"] for line in lines] == ["Xã Long Phước"]
    people = client.get(f"{TARGET}danh-sach/", {"thi_diem": "pilot"}).context["people"]
    assert len(people) == 2
    assert {line.unit_name for line in people} == {"Xã Xuân Định"}
    assert client.get(TARGET, {"thi_diem": "la"}).status_code == 200


def test_a_commune_compares_nothing_and_sees_no_other(
    desk_target: Target, bao_hoa: OrgUnit, client: Client, commune_officer: Account
) -> None:
    client.force_login(commune_officer)
    page = client.get(TARGET, {"thi_diem": "other"})
    assert page.context["groups"] == []
    assert page.context["lines"] == []


def test_workbook_and_json_tell_the_same(
    desk_target: Target, bao_hoa: OrgUnit, client: Client, officer: Account
) -> None:
    client.force_login(officer)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{TARGET}xuat/").content))
    rows = book.get_sheet_by_name("Xã thí điểm").to_python()
    told = as_json(figure(desk_target))["groups"]
    assert [(row[0], row[3]) for row in rows[1:]] == [(one["name"], one["denominator"]) for one in told]
    assert told[0]["group"] == "pilot"


def test_a_comparison_costs_one_query(
    desk_target: Target, bao_hoa: OrgUnit, django_assert_num_queries: Any
) -> None:
    figures = figure(desk_target)
    with django_assert_num_queries(1):
        comparison(figures).groups  # noqa: B018
