"""What a unit was, is and became, in order of time, with the legal basis of each change."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from people.models import UnitAlias, UnitChange
from people.models.org_unit import ChangeKind
from people.queries.tree import Unit, UnitTree


@dataclass(frozen=True)
class Other:
    """The unit at the other end, and how much of the split one it is."""

    unit: Unit
    share: Decimal | None
    is_part: bool


@dataclass
class Event:
    """One change of one day: `others` are what it came from or what it became."""

    on: date
    kind: str
    is_beginning: bool
    legal_basis: str
    note: str
    others: list[Other] = field(default_factory=list)
    parent: Unit | None = None

    @property
    def has_parts(self) -> bool:
        """Whether the table's own words say more than ours: how much of a split unit went where."""
        return any(other.is_part for other in self.others)

    @property
    def kind_label(self) -> str:
        return str(ChangeKind(self.kind).label)


def history_of(unit_id: int, tree: UnitTree) -> list[Event]:
    """Beginnings first, then what it became; one event for all that went together."""
    rows = UnitChange.objects.filter(Q(from_unit=unit_id) | Q(to_unit=unit_id)).order_by("effective_on", "pk")
    events: dict[tuple[date, bool, str], Event] = {}
    for change in rows:
        begins = change.to_unit_id == unit_id and change.from_unit_id != unit_id
        kind = _told_kind(change, begins)
        key = (change.effective_on, begins, kind)
        event = events.setdefault(
            key, Event(change.effective_on, kind, begins, change.legal_basis, change.note)
        )
        _add(event, change, unit_id, tree)
    return sorted(events.values(), key=lambda event: (event.on, not event.is_beginning))


def _told_kind(change: UnitChange, begins: bool) -> str:
    """Seen from the heir, a part of another unit came in by the same merger as the whole ones."""
    return ChangeKind.MERGE if begins and change.kind == ChangeKind.SPLIT else change.kind


def _add(event: Event, change: UnitChange, unit_id: int, tree: UnitTree) -> None:
    other = change.from_unit_id if event.is_beginning else change.to_unit_id
    if other == unit_id:
        above = tree.parent_of(unit_id, change.effective_on)
        event.parent = tree.units[above] if above else None
    elif other is not None:
        is_part = change.extent == UnitChange.Extent.PART
        event.others.append(Other(tree.units[other], change.share, is_part))


def aliases_of(unit: Unit) -> list[UnitAlias]:
    """Other spellings while this version was in force: the code alone may mean another unit."""
    found = UnitAlias.objects.filter(code=unit.code)
    if unit.valid_to:
        found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lt=unit.valid_to))
    if unit.valid_from:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=unit.valid_from))
    return list(found.order_by(F("valid_from").asc(nulls_first=True), "alias"))


def parts_below(unit_id: int, tree: UnitTree, day: date) -> list[tuple[str, list[Unit]]]:
    """The units directly below, by branch and level: bodies first, then territories."""
    grouped: dict[str, list[Unit]] = defaultdict(list)
    for pk in tree.children(unit_id, day):
        unit = tree.units[pk]
        grouped[unit.branch if unit.is_office else f"level-{unit.level}"].append(unit)
    return sorted(grouped.items(), key=lambda pair: (pair[0].startswith("level-"), pair[0]))
