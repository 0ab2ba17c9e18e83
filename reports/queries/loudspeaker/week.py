"""A commune's week on the loudspeakers: what is planned, what sounded, and what may be chosen."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from content.queries import tutorials
from courses.models import Activity
from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from reports.models import Broadcast, BroadcastSlot
from reports.queries.loudspeaker.reach import hamlets_of

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One slot with what was logged for it; `missing` are its places that have not sounded yet."""

    slot: BroadcastSlot
    aired: list[Broadcast]
    missing: list[OrgUnit]
    is_over: bool


@dataclass
class Day:
    """One day of the programme."""

    day: date
    lines: list[Line] = field(default_factory=list)


def monday_of(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


def week_of(commune: OrgUnit, monday: date, today: date) -> list[Day]:
    """Seven days, also empty ones; three queries."""
    days = {monday + timedelta(days=n): Day(monday + timedelta(days=n)) for n in range(7)}
    slots = BroadcastSlot.objects.filter(
        commune=commune, dropped_at=None, day__gte=monday, day__lt=monday + WEEK
    )
    slots = slots.select_related("activity").prefetch_related("places", "broadcasts__place")
    for slot in slots.order_by("day", "hour", "pk"):
        aired = [one for one in slot.broadcasts.all() if one.voided_at is None]
        heard = {one.place_id for one in aired}
        missing = [place for place in slot.places.all() if place.pk not in heard]
        days[slot.day].lines.append(Line(slot, aired, missing, slot.day <= today))
    return list(days.values())


def log_of(commune: OrgUnit, monday: date, tree: UnitTree) -> list[Broadcast]:
    """Everything logged in the week, planned or not, voided or not; one query."""
    rows = Broadcast.objects.filter(aired_on__gte=monday, aired_on__lt=monday + WEEK)
    rows = rows.filter(place__in=tree.subtree(commune.pk, monday) | tree.subtree(commune.pk, monday + WEEK))
    return list(rows.select_related("activity", "place", "recorded_by__person"))


def communes_in(units: set[int] | None, tree: UnitTree, day: date) -> list[Unit]:
    """Communes that are in scope, or of which an ấp is."""
    return [
        one
        for one in tree.on(day)
        if one.level == Level.COMMUNE
        and not one.is_office
        and (
            units is None or one.id in units or any(child in units for child in hamlets_of(tree, one.id, day))
        )
    ]


def places_in(commune: Unit, units: set[int] | None, tree: UnitTree, day: date) -> list[Unit]:
    """The whole commune first, then its ấp; those in scope."""
    found = [commune.id, *hamlets_of(tree, commune.id, day)]
    return [tree.units[one] for one in found if units is None or one in units]


def broadcastable() -> list[Activity]:
    """The tutorials that stand on the shelf, in the order of their titles."""
    shown = tutorials().values_list("version__activity", flat=True)
    return list(Activity.objects.filter(pk__in=shown).order_by("title"))
