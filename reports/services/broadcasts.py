"""Plan a week on the loudspeakers, log what sounded, take a wrong line out; nobody is credited with learning by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day, start_of_day
from common.errors import Conflict, DomainError, Forbidden
from common.vietnamese import clean
from courses.models import Activity
from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import require, visible_unit_ids
from people.services import audit
from reports.models import Broadcast, BroadcastSlot

LATE, AHEAD = timedelta(days=366), timedelta(days=366)


@dataclass(frozen=True)
class Planned:
    """What the form of a slot says; every day of `days` gets one."""

    commune: OrgUnit
    activity: Activity
    days: Sequence[date]
    hour: time
    places: Sequence[OrgUnit]
    note: str = ""


@dataclass(frozen=True)
class Aired:
    """What the form of the log says."""

    activity: Activity
    places: Sequence[OrgUnit]
    aired_on: date
    aired_at: time
    announcer: str
    slot: BroadcastSlot | None = None


@transaction.atomic
def plan_slots(*, said: Planned, uuid: UUID, at: datetime, by: Account) -> list[BroadcastSlot]:
    """One slot a day; a form sent twice plans once."""
    _require_units([said.commune, *said.places], at, by)
    OrgUnit.objects.select_for_update().get(pk=said.commune.pk)  # one form at a time for a commune
    _check_places(said.commune, said.places, local_day(at))
    if not said.days:
        raise DomainError(_("Hãy chọn ít nhất một ngày."))
    found = []
    for day in said.days:
        if not local_day(at) - LATE <= day <= local_day(at) + AHEAD:
            raise DomainError(_("Ngày phát phải trong vòng một năm trước hoặc sau hôm nay."))
        found.append(_slot(uuid5(uuid, day.isoformat()), said, day, at, by))
    return found


def _slot(uuid: UUID, said: Planned, day: date, at: datetime, by: Account) -> BroadcastSlot:
    known = BroadcastSlot.objects.filter(uuid=uuid).first()
    if known:
        return known
    same = {"commune": said.commune, "activity": said.activity, "day": day, "hour": said.hour}
    if BroadcastSlot.objects.filter(dropped_at=None, **same).exists():
        raise Conflict(
            _("Bài này đã có trong chương trình lúc %(hour)s ngày %(day)s.")
            % {"hour": f"{said.hour:%H:%M}", "day": f"{day:%d/%m/%Y}"}
        )
    slot = BroadcastSlot.objects.create(
        uuid=uuid, note=clean(said.note)[:200], planned_at=at, planned_by=by, **same
    )
    slot.places.set(said.places)
    detail = {"title": said.activity.title, "day": day.isoformat(), "hour": f"{said.hour:%H:%M}"}
    audit.record(
        "broadcast_planned", kind=audit.Kind.CHANGE, by=by, at=at, unit=said.commune, count=len(said.places), detail=detail
    )  # fmt: skip
    return slot


@transaction.atomic
def drop_slot(*, slot: BroadcastSlot, at: datetime, by: Account) -> None:
    """Off the programme; what was already logged for it stays."""
    _require_units([slot.commune], at, by)
    if BroadcastSlot.objects.filter(pk=slot.pk, dropped_at=None).update(dropped_at=at, dropped_by=by):
        detail = {"title": slot.activity.title, "day": slot.day.isoformat(), "hour": f"{slot.hour:%H:%M}"}
        audit.record(
            "broadcast_slot_dropped", kind=audit.Kind.CHANGE, by=by, at=at, unit=slot.commune, detail=detail
        )


@transaction.atomic
def record_broadcast(*, said: Aired, uuid: UUID, at: datetime, by: Account) -> list[Broadcast]:
    """A row for each place, also weeks later; the same broadcast is logged once, whoever sends it again."""
    _require_units(said.places, at, by)
    _check_log(said, at)
    keys = [place.pk for place in said.places]
    list(
        OrgUnit.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    )  # one log at a time for a place
    rows = [_aired(uuid5(uuid, str(place.uuid)), said, place, at, by) for place in said.places]
    return [row for row in rows if row]


def _aired(uuid: UUID, said: Aired, place: OrgUnit, at: datetime, by: Account) -> Broadcast | None:
    same = {"activity": said.activity, "place": place, "aired_on": said.aired_on, "aired_at": said.aired_at}
    known = Broadcast.objects.filter(uuid=uuid).exists()
    if known or Broadcast.objects.filter(voided_at=None, **same).exists():
        return None
    row = Broadcast.objects.create(
        uuid=uuid, slot=said.slot, announcer=clean(said.announcer)[:120], recorded_at=at, recorded_by=by, **same
    )  # fmt: skip
    detail = {
        "title": said.activity.title, "day": said.aired_on.isoformat(), "hour": f"{said.aired_at:%H:%M}"
    }  # fmt: skip
    audit.record("broadcast_recorded", kind=audit.Kind.CHANGE, by=by, at=at, unit=place, detail=detail)
    return row


@transaction.atomic
def void_broadcast(*, broadcast: Broadcast, reason: str, at: datetime, by: Account) -> None:
    """Out of the sums, kept to be read; a second void changes nothing."""
    _require_units([broadcast.place], at, by)
    reason = clean(reason)[:300]
    if not reason:
        raise DomainError(_("Hãy ghi vì sao hủy."))
    standing = Broadcast.objects.filter(pk=broadcast.pk, voided_at=None)
    if standing.update(voided_at=at, voided_by=by, void_reason=reason):
        audit.record(
            "broadcast_voided", kind=audit.Kind.CHANGE, by=by, at=at, unit=broadcast.place, detail={"reason": reason}
        )  # fmt: skip


def _check_log(said: Aired, at: datetime) -> None:
    if not said.places:
        raise DomainError(_("Hãy chọn nơi đã phát."))
    if not clean(said.announcer):
        raise DomainError(_("Hãy ghi ai phát."))
    if said.aired_on < local_day(at) - LATE:
        raise DomainError(_("Chỉ ghi lại được những lần phát trong một năm qua."))
    hours = timedelta(hours=said.aired_at.hour, minutes=said.aired_at.minute)
    if start_of_day(said.aired_on) + hours > at:
        raise DomainError(_("Giờ này chưa tới: chỉ ghi bài đã phát xong."))
    if any(one.is_office or not one.exists_on(said.aired_on) for one in said.places):
        raise DomainError(_("Nơi phát phải là xã, phường hoặc ấp, khu phố có vào ngày ấy."))


def _check_places(commune: OrgUnit, places: Iterable[OrgUnit], today: date) -> None:
    tree = UnitTree.load()
    below = tree.subtree(commune.pk, today)
    listed = list(places)
    if commune.level != Level.COMMUNE or commune.is_office:
        raise DomainError(_("Chương trình phát loa lập cho một xã, phường."))
    if not listed or any(one.pk not in below or one.is_office for one in listed):
        raise DomainError(_("Hãy chọn cụm loa thuộc xã, phường này."))


def _require_units(units: Iterable[OrgUnit], at: datetime, by: Account) -> None:
    require(by, Right.BROADCAST)
    seen = visible_unit_ids(by, local_day(at), right=Right.BROADCAST)
    if seen is not None and any(unit.pk not in seen for unit in units):
        raise Forbidden(_("Đơn vị này ngoài phạm vi anh/chị được giao."))
