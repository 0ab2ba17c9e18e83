"""Estimated reach: from stated numbers, each place once, by commune, within the scope, as of a day."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from reports.models import Broadcast, Measure
from reports.queries.loudspeaker.reach import Ears, Heard, all_heard, heard_by_commune
from reports.reach_rules import Estimate
from reports.services.unit_numbers import Stated, state_number, withdraw_number
from tests.factories import OrgUnitFactory

pytestmark = pytest.mark.django_db
AT, TODAY = datetime(2026, 11, 25, 3, tzinfo=UTC), date(2026, 11, 25)


def state(unit: OrgUnit, measure: str, value: int, on: date = date(2026, 1, 1)) -> Any:
    return state_number(said=Stated(unit, measure, on, Decimal(value), "Xã đếm"), at=AT, by=None)


def sounded(by: Account, activity: Any, place: OrgUnit, hour: int = 5, **more: Any) -> Broadcast:
    return Broadcast.objects.create(
        uuid=uuid4(), activity=activity, place=place, aired_on=TODAY, aired_at=time(hour), announcer="Đài",
        recorded_at=AT, recorded_by=by, **more,
    )  # fmt: skip


def heard(units: set[int] | None = None) -> list[Heard]:
    return heard_by_commune(
        units=units, since=date(2026, 1, 1), until=date(2027, 1, 1), as_of=TODAY, tree=UnitTree.load()
    )


def test_a_place_that_heard_twice_is_counted_once(
    officer: Account, commune: OrgUnit, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    state(hamlets[0], Measure.HOUSEHOLDS, 200)
    state(commune, Measure.HEARS, 80)
    sounded(officer, tutorial, hamlets[0])
    sounded(officer, tutorial, hamlets[0], hour=17)

    assert heard() == [Heard("Xã Gia Tân", 2, 1, Estimate(160, None))]


def test_two_ap_of_one_hour_are_one_broadcast_in_two_places(
    officer: Account, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    for one in hamlets:
        sounded(officer, tutorial, one)

    assert [(line.broadcasts, line.places) for line in heard()] == [(1, 2)]


def test_an_ap_without_a_number_gets_an_even_part_and_says_so(
    commune: OrgUnit, hamlets: list[OrgUnit]
) -> None:
    state(commune, Measure.HOUSEHOLDS, 900)
    state(commune, Measure.HEARS, 50)

    assert Ears.load(UnitTree.load(), TODAY).of(hamlets[1].pk) == Estimate(225, None, shared=True)


def test_a_commune_that_stated_nothing_is_the_sum_of_its_ap_once_all_have(
    commune: OrgUnit, hamlets: list[OrgUnit]
) -> None:
    state(commune, Measure.HEARS, 50)
    state(hamlets[0], Measure.HOUSEHOLDS, 100)
    assert not Ears.load(UnitTree.load(), TODAY).of(commune.pk).known

    state(hamlets[1], Measure.HOUSEHOLDS, 60)
    assert Ears.load(UnitTree.load(), TODAY).of(commune.pk) == Estimate(80, None)


def test_the_whole_commune_holds_its_ap(
    officer: Account, commune: OrgUnit, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    state(commune, Measure.RESIDENTS, 1000)
    state(commune, Measure.HEARS, 50)
    for place in (commune, hamlets[0]):
        sounded(officer, tutorial, place)

    assert heard()[0].estimate == Estimate(None, 500)


def test_the_ap_s_own_share_goes_before_the_commune_s(commune: OrgUnit, hamlets: list[OrgUnit]) -> None:
    state(commune, Measure.HEARS, 50)
    state(hamlets[0], Measure.HEARS, 90)
    ears = Ears.load(UnitTree.load(), TODAY)

    assert [ears.share(one.pk) for one in (commune, *hamlets)] == [50, 90, 50]


def test_without_stated_numbers_nothing_is_invented(
    officer: Account, commune: OrgUnit, tutorial: Any
) -> None:
    sounded(officer, tutorial, commune)

    assert heard()[0].estimate == Estimate()


def test_a_withdrawn_share_is_no_share(commune: OrgUnit) -> None:
    row = state(commune, Measure.HEARS, 50)
    withdraw_number(number=row, reason="Đếm sai", at=AT, by=None)

    assert Ears.load(UnitTree.load(), TODAY).share(commune.pk) is None


def test_a_share_over_a_hundred_is_refused(commune: OrgUnit) -> None:
    with pytest.raises(Exception, match="100"):
        state(commune, Measure.HEARS, 101)


def test_voided_and_foreign_lines_are_left_out(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    sounded(officer, tutorial, commune, voided_at=AT, void_reason="Mất điện")
    sounded(officer, tutorial, OrgUnitFactory(name="Nơi Khác"))

    assert heard({commune.pk}) == []


def test_the_sum_of_communes(officer: Account, tutorial: Any) -> None:
    for name, heads in (("Một", 100), ("Hai", 60)):
        unit = OrgUnitFactory(name=name)
        state(unit, Measure.HOUSEHOLDS, heads)
        state(unit, Measure.HEARS, 50)
        sounded(officer, tutorial, unit)

    assert all_heard(heard(), "Cộng") == Heard("Cộng", 2, 2, Estimate(80, None))
