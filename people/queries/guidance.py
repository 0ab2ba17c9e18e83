"""Questions about guidance: what a desk sees, for which units an officer opens it, who has not opened it yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from people.models import Account, Guidance, GuidanceReading, GuidanceUnit, OrgUnit, Scope
from people.queries.tree import UnitTree
from people.queries.units import in_force
from people.rights import Right, roles_with


@dataclass(frozen=True)
class Receipt:
    """A unit with its first reading; `officers` is how many could open it."""

    to: GuidanceUnit
    unit: OrgUnit
    read_at: datetime | None
    read_by: Account | None
    officers: int


def seen_by(units: Collection[int] | None) -> QuerySet[Guidance]:
    """Sent by a unit of the scope or to one; None sees all."""
    rows = Guidance.objects.select_related("sender", "sent_by__person")
    if units is None:
        return rows
    to = Exists(GuidanceUnit.objects.filter(guidance=OuterRef("pk"), unit__in=units))
    return rows.filter(Q(sender__in=units) | to)


def received(rows: QuerySet[Guidance], units: Collection[int]) -> QuerySet[Guidance]:
    """Addressed to these units; `unread` for any of them."""
    to = GuidanceUnit.objects.filter(guidance=OuterRef("pk"), unit__in=units)
    unread = to.filter(readings__isnull=True, guidance__withdrawn_at__isnull=True)
    return rows.filter(Exists(to)).annotate(unread=Exists(unread))


def sent(rows: QuerySet[Guidance], units: Collection[int] | None) -> QuerySet[Guidance]:
    """Sent by a unit of the scope, with how many units have opened it."""
    rows = rows if units is None else rows.filter(sender__in=units)
    has_read = Q(to__readings__isnull=False)
    rows = rows.annotate(all=Count("to", distinct=True), read=Count("to", filter=has_read, distinct=True))
    return rows.order_by("-sent_at", "-pk")  # grouping drops the model's order


def opened_for(guidance: Guidance, heads: Collection[int], tree: UnitTree, day: date) -> list[GuidanceUnit]:
    """The addressees that are, or have become, one of these units."""
    return [row for row in guidance.to.all() if is_one_of(row.unit_id, heads, tree, day)]


def is_one_of(unit: int, heads: Collection[int], tree: UnitTree, day: date) -> bool:
    """Whether a unit is one of these, or went into one of them by a reform."""
    return unit in heads or tree.current(unit, day) in heads


def own_units(heads: Collection[int], tree: UnitTree, day: date) -> set[int]:
    """These units with all that went into them."""
    went = {row for row in _addressed() if is_one_of(row, heads, tree, day)}
    return went | set(heads)


def _addressed() -> list[int]:
    return list(GuidanceUnit.objects.order_by().values_list("unit_id", flat=True).distinct())


def officers_of(units: Collection[int], tree: UnitTree, day: date) -> dict[int, list[int]]:
    """The accounts that look after each unit itself, not those of the levels above it."""
    rows = Scope.objects.filter(in_force(day), role__in=roles_with(Right.SEE_PEOPLE), account__is_active=True)
    found: dict[int, list[int]] = {unit: [] for unit in units}
    now = {unit: tree.current(unit, day) or unit for unit in units}
    looks_after: dict[int, set[int]] = {}
    for unit, account in rows.values_list("unit_id", "account_id"):
        looks_after.setdefault(tree.current(unit, day) or unit, set()).add(account)
    for unit, here in now.items():
        found[unit] = sorted(looks_after.get(here, ()))
    return found


def receipts_of(guidance: Guidance, tree: UnitTree, day: date) -> list[Receipt]:
    """Every addressee in Vietnamese order, those that have not opened it first; three queries."""
    rows = list(guidance.to.select_related("unit").order_by("unit__sort_key", "unit__code"))
    first = _first_readings(rows)
    officers = officers_of([row.unit_id for row in rows], tree, day)
    receipts = []
    for row in rows:
        reading, here = first.get(row.pk), len(officers[row.unit_id])
        read_at, read_by = (reading.read_at, reading.read_by) if reading else (None, None)
        receipts.append(Receipt(row, row.unit, read_at, read_by, here))
    return sorted(receipts, key=lambda one: one.read_at is not None)


def _first_readings(rows: Iterable[GuidanceUnit]) -> dict[int, GuidanceReading]:
    found: dict[int, GuidanceReading] = {}
    readings = GuidanceReading.objects.filter(to__in=list(rows)).select_related("read_by__person")
    for reading in readings.order_by("read_at", "pk"):
        found.setdefault(reading.to_id, reading)
    return found


def unread(guidance: Guidance) -> QuerySet[GuidanceUnit]:
    """Addressees that have not opened it."""
    return guidance.to.filter(readings__isnull=True)
