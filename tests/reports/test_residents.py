"""Targets of residents rest on dated denominators and helpers' counts; targets of results on what units state."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from common.errors import Conflict, DomainError
from courses.models import HelpedVillager, HelpSession, HelpVoid
from people.models import Account, OrgUnit, UnitChange, UnitParent
from people.models.org_unit import Level
from reports.models import Broadcast, Counts, Measure, Target, UnitNumber
from reports.queries.figures import Figures, compute
from reports.queries.residents import estimate
from reports.services.unit_numbers import Stated, state_number, withdraw_number
from tests.factories import ActivityFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)


@pytest.fixture
def villagers(province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> Target:
    return Target.objects.create(
        code="dan-70", title="70 % người dân", unit=province, counts=Counts.RESIDENTS, percent=70,
        population={"levels": ["xa"], "measure": "lao_dong"}, starts_on=date(2026, 1, 1), due_on=date(2030, 12, 15),
    )  # fmt: skip


def figure(target: Target, as_of: date = TODAY, cutoff: datetime | None = None) -> Figures:
    return compute(target, as_of=as_of, known_at=NOW, cutoff=cutoff)


def counted(target: Target, as_of: date = TODAY, cutoff: datetime | None = None) -> tuple[int, int, int]:
    total = figure(target, as_of, cutoff).tally.total
    return total.numerator, total.denominator, total.excluded


def live(unit: OrgUnit, heads: int, on: date = date(2026, 1, 1), at: datetime = NOW) -> UnitNumber:
    return state_number(said=Stated(unit, "lao_dong", on, Decimal(heads), "Niên giám"), at=at, by=None)


def taught(unit: OrgUnit, heads: int, by: Account, on: date = date(2026, 5, 5)) -> HelpSession:
    at = datetime(on.year, on.month, on.day, 5, tzinfo=UTC)
    return HelpSession.objects.create(
        uuid=uuid4(),
        hamlet=unit,
        held_on=on,
        topic="VNeID",
        villagers=heads,
        minutes=60,
        recorded_at=at,
        recorded_by=by,
    )


def test_heads_are_counted_in_the_commune_of_the_hamlet(
    villagers: Target, xuan_dinh: OrgUnit, officer: Account
) -> None:
    hamlet = OrgUnitFactory(level=Level.HAMLET, kind="ấp")
    UnitParent.objects.create(unit=hamlet, parent=xuan_dinh)
    live(xuan_dinh, 200)
    taught(hamlet, 30, officer)
    taught(xuan_dinh, 10, officer)
    taught(xuan_dinh, 99, officer, on=date(2025, 12, 31))
    cell = figure(villagers).tally.units[xuan_dinh.pk]
    assert (cell.numerator, cell.denominator, cell.percent) == (40, 200, 20.0)


def test_heads_without_a_denominator_stand_outside_the_rate(
    villagers: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, officer: Account
) -> None:
    live(xuan_dinh, 200)
    taught(xuan_dinh, 40, officer)
    taught(long_phuoc, 7, officer)
    assert counted(villagers) == (40, 200, 7)


def test_a_voided_round_does_not_count_and_did_before(
    villagers: Target, xuan_dinh: OrgUnit, officer: Account
) -> None:
    live(xuan_dinh, 200, at=datetime(2026, 1, 2, tzinfo=UTC))
    HelpVoid.objects.create(session=taught(xuan_dinh, 40, officer), reason="nhầm", at=NOW, by=officer)
    assert counted(villagers) == (0, 200, 0)
    assert counted(villagers, cutoff=NOW - timedelta(days=1)) == (40, 200, 0)


def test_the_newest_denominator_of_the_day_stands(villagers: Target, xuan_dinh: OrgUnit) -> None:
    live(xuan_dinh, 200)
    live(xuan_dinh, 300, on=date(2026, 6, 1))
    assert counted(villagers, date(2026, 5, 31))[1] == 200
    assert counted(villagers)[1] == 300


def test_a_merged_commune_has_the_sum_when_all_parts_are_known(
    villagers: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, province: OrgUnit
) -> None:
    reform = date(2026, 7, 1)
    live(xuan_dinh, 200)
    heir = OrgUnitFactory(code="99999", valid_from=reform)
    UnitParent.objects.create(unit=heir, parent=province, valid_from=reform)
    for unit in (xuan_dinh, long_phuoc):
        OrgUnit.objects.filter(pk=unit.pk).update(valid_to=reform)
        UnitChange.objects.create(from_unit=unit, to_unit=heir, extent="whole", effective_on=reform)
    assert counted(villagers)[1] == 0
    live(long_phuoc, 50)
    assert counted(villagers)[1] == 250


def test_a_withdrawn_number_stood_until_then(villagers: Target, xuan_dinh: OrgUnit) -> None:
    row = live(xuan_dinh, 200, at=NOW - timedelta(days=9))
    withdraw_number(number=row, reason="gõ nhầm", at=NOW, by=None)
    assert counted(villagers)[1] == 0
    assert counted(villagers, cutoff=NOW - timedelta(days=1))[1] == 200
    with pytest.raises(Conflict):
        withdraw_number(number=row, reason="nữa", at=NOW, by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitNumber.objects.update(value=1)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": date(2027, 1, 1)}, "không thể sau hôm nay"),
        ({"source": " "}, "nguồn của số liệu"),
        ({"value": Decimal(-1)}, "từ 0 trở lên"),
        ({"measure": "thuc_te"}, "phải ghi cho một chỉ tiêu"),
    ],
)
def test_a_number_that_cannot_be_is_refused(
    xuan_dinh: OrgUnit, more: dict[str, object], sentence: str
) -> None:
    said = {"unit": xuan_dinh, "measure": "lao_dong", "on": TODAY, "value": Decimal(5), "source": "Sổ"} | more
    with pytest.raises(DomainError, match=sentence):
        state_number(said=Stated(**said), at=NOW, by=None)  # type: ignore[arg-type]


def load(path: Path) -> None:
    call_command(
        "import_unit_numbers",
        str(path),
        "--measure",
        "lao_dong",
        "--on",
        "31/12/2025",
        "--source",
        "Niên giám 2025",
    )


def test_a_table_is_taken_whole_or_not_at_all(tmp_path: Path, villagers: Target) -> None:
    table = tmp_path / "dan.csv"
    table.write_text("Đơn vị,Số dân\n26461,1.200\nXã Nào Đó,5\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Dòng 3"):
        load(table)
    assert not UnitNumber.objects.exists()
    table.write_text("Đơn vị,Số dân\n26461,1.200\nXã Long Phước,50\n", encoding="utf-8")
    load(table)
    assert counted(villagers)[1] == 1250


def test_the_page_calls_it_an_estimate_and_lists_nobody(
    client: Client, officer: Account, villagers: Target, xuan_dinh: OrgUnit
) -> None:
    live(xuan_dinh, 200)
    session = taught(xuan_dinh, 9, officer)
    for name in ("Lê Văn Hai", "LÊ VĂN HAI", "Trần Thị Ba"):
        HelpedVillager.objects.create(session=session, name=name, consented=True)
    client.force_login(officer)
    page = client.get(reverse("target_detail", args=["dan-70"])).content.decode()
    assert "Lượt người được hướng dẫn (ước tính)" in page
    assert "có 2 người đồng ý ghi tên" in page
    assert "1 xã, phường chưa khai số dân" in page
    answer = client.get(reverse("target_people", args=["dan-70"]))
    assert answer.status_code == 302


def test_a_unit_reaches_a_target_by_its_own_result(
    province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    target = Target.objects.create(
        code="hs-xa-60", title="60 % hồ sơ", unit=province, counts=Counts.UNITS,
        population={"levels": ["xa"], "actual": 60}, starts_on=date(2026, 1, 1), due_on=date(2026, 12, 31),
    )  # fmt: skip
    for on, value in ((date(2026, 3, 1), "61.5"), (date(2026, 9, 1), "40")):
        said = Stated(xuan_dinh, "thuc_te", on, Decimal(value), "Báo cáo", target)
        state_number(said=said, at=NOW, by=None)
    assert counted(target, date(2026, 2, 28)) == (0, 2, 0)
    assert counted(target, date(2026, 3, 1)) == (1, 2, 0)
    assert figure(target, date(2026, 3, 1)).members[0].reason == "61,5 %: Báo cáo"
    assert counted(target) == (0, 2, 0)


def test_loudspeakers_are_said_beside_the_figure_and_never_in_it(
    villagers: Target, xuan_dinh: OrgUnit, officer: Account
) -> None:
    live(xuan_dinh, 1000)
    taught(xuan_dinh, 30, officer)
    before = counted(villagers)
    Broadcast.objects.create(
        uuid=uuid4(), activity=ActivityFactory(), place=xuan_dinh, aired_on=date(2026, 5, 6), aired_at=time(5, 30),
        announcer="Đài", recorded_at=NOW, recorded_by=officer,
    )  # fmt: skip
    for measure, value in ((Measure.HOUSEHOLDS, 400), (Measure.HEARS, 50)):
        state_number(said=Stated(xuan_dinh, measure, TODAY, Decimal(value), "Xã"), at=NOW, by=None)

    assert counted(villagers) == before
    said = " ".join(estimate(figure(villagers).facts, TODAY, None))
    assert "1 lần phát loa ở 1 nơi, ước tính tới 200 hộ" in said
