"""Slots are planned once, broadcasts logged once, wrong lines voided with a reason, and nobody learns by a loudspeaker."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from common.errors import Conflict, DomainError, Forbidden
from courses.models import HelpSession, LearningEvent
from people.models import Account, AuditEntry, OrgUnit
from reports.models import Broadcast, BroadcastSlot
from reports.services.broadcasts import (
    Aired,
    Planned,
    drop_slot,
    plan_slots,
    record_broadcast,
    void_broadcast,
)
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 3, tzinfo=UTC)  # ten o'clock on a Wednesday
WEDNESDAY, DAWN = date(2026, 11, 25), time(5, 30)


def plan(
    by: Account, commune: OrgUnit, activity: Any, key: UUID | None = None, **more: Any
) -> list[BroadcastSlot]:
    said = {"days": [WEDNESDAY], "hour": DAWN, "places": [commune]} | more
    return plan_slots(said=Planned(commune, activity, **said), uuid=key or uuid4(), at=AT, by=by)


def air(
    by: Account, activity: Any, *places: OrgUnit, key: UUID | None = None, **more: Any
) -> list[Broadcast]:
    said = {"aired_on": WEDNESDAY, "aired_at": DAWN, "announcer": "Chị Lan"} | more
    return record_broadcast(said=Aired(activity, places, **said), uuid=key or uuid4(), at=AT, by=by)


def test_every_ticked_day_gets_a_slot_and_a_replay_none(
    officer: Account, commune: OrgUnit, tutorial: Any
) -> None:
    key, days = uuid4(), [WEDNESDAY, WEDNESDAY + timedelta(days=2)]
    first = plan(officer, commune, tutorial, key, days=days)
    again = plan(officer, commune, tutorial, key, days=days)

    assert [slot.day for slot in first] == days
    assert again == first
    assert BroadcastSlot.objects.count() == 2
    assert AuditEntry.objects.filter(action="broadcast_planned").count() == 2


def test_one_tutorial_stands_once_in_an_hour(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    slot = plan(officer, commune, tutorial)[0]
    with pytest.raises(Conflict, match="05:30"):
        plan(officer, commune, tutorial)
    drop_slot(slot=slot, at=AT, by=officer)

    assert len(plan(officer, commune, tutorial)) == 1  # the hour is free again


def test_a_conflict_on_one_day_plans_none(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    plan(officer, commune, tutorial)
    with pytest.raises(Conflict):
        plan(officer, commune, tutorial, days=[WEDNESDAY - timedelta(days=1), WEDNESDAY])

    assert BroadcastSlot.objects.count() == 1


def test_nonsense_is_refused(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    for wrong in ({"days": []}, {"places": []}, {"days": [date(1999, 1, 1)]}):
        with pytest.raises(DomainError):
            plan(officer, commune, tutorial, **wrong)

    assert not BroadcastSlot.objects.exists()


def test_clusters_of_another_commune_are_refused(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    with pytest.raises(Forbidden):
        plan(officer, commune, tutorial, places=[OrgUnitFactory(name="Nơi Khác")])


def test_a_leader_looks_on(commune: OrgUnit, tutorial: Any) -> None:
    leader = AccountFactory()
    ScopeFactory(account=leader, unit=commune, role="lanh_dao")
    with pytest.raises(Forbidden):
        plan(leader, commune, tutorial)
    with pytest.raises(Forbidden):
        air(leader, tutorial, commune)


def test_a_helper_logs_for_their_own_ap_alone(
    commune: OrgUnit, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    helper = AccountFactory()
    ScopeFactory(account=helper, unit=hamlets[0], role="ho_tro")

    assert len(air(helper, tutorial, hamlets[0])) == 1
    with pytest.raises(Forbidden):
        air(helper, tutorial, hamlets[1])
    with pytest.raises(Forbidden):
        plan(helper, commune, tutorial)


def test_the_same_broadcast_sent_thrice_by_two_people_is_one(
    officer: Account, commune: OrgUnit, tutorial: Any
) -> None:
    key, other = uuid4(), AccountFactory()
    ScopeFactory(account=other, unit=commune, role="ho_tro")

    assert len(air(officer, tutorial, commune, key=key)) == 1
    assert air(officer, tutorial, commune, key=key) == []
    assert air(other, tutorial, commune) == []
    assert Broadcast.objects.count() == 1


def test_another_ap_is_logged_beside_the_first(
    officer: Account, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    air(officer, tutorial, hamlets[0])

    assert [row.place for row in air(officer, tutorial, *hamlets)] == [hamlets[1]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"aired_on": WEDNESDAY, "aired_at": time(17, 0)},  # this evening
        {"aired_on": WEDNESDAY + timedelta(days=1)},
        {"aired_on": WEDNESDAY - timedelta(days=400)},
        {"announcer": "  "},
    ],
)
def test_what_cannot_have_sounded_is_not_logged(
    officer: Account, commune: OrgUnit, tutorial: Any, wrong: dict[str, Any]
) -> None:
    with pytest.raises(DomainError):
        air(officer, tutorial, commune, **wrong)

    assert not Broadcast.objects.exists()


def test_last_months_notebook_is_logged_late(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    row = air(officer, tutorial, commune, aired_on=date(2026, 10, 20))[0]

    assert (row.aired_on, row.recorded_at) == (date(2026, 10, 20), AT)


def test_a_void_wants_a_reason_and_frees_the_hour(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    row = air(officer, tutorial, commune)[0]
    with pytest.raises(DomainError):
        void_broadcast(broadcast=row, reason="  ", at=AT, by=officer)
    void_broadcast(broadcast=row, reason="Mất điện", at=AT, by=officer)
    void_broadcast(broadcast=row, reason="Lần nữa", at=AT, by=officer)
    row.refresh_from_db()

    assert (row.void_reason, row.voided_by) == ("Mất điện", officer)
    assert AuditEntry.objects.filter(action="broadcast_voided").count() == 1
    assert len(air(officer, tutorial, commune)) == 1


def test_a_broadcast_is_nobodys_learning(officer: Account, commune: OrgUnit, tutorial: Any) -> None:
    air(officer, tutorial, commune)

    assert not LearningEvent.objects.exists()
    assert not HelpSession.objects.exists()
