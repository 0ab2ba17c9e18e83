"""The units of every day in memory: read once, kept until the database says that one of them was written."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import F

from people.models import OrgUnit, TreeStamp, UnitChange, UnitParent

_DAYS_KEPT = 32  # of which the children are remembered; a process lives long and people ask for any day


@dataclass(frozen=True, slots=True)
class Unit:
    """One version of a unit; the light twin of `OrgUnit`."""

    id: int
    uuid: UUID
    code: str
    name: str
    kind: str
    level: str
    is_office: bool
    branch: str
    full_name: str
    sort_key: str
    valid_from: date | None
    valid_to: date | None

    def exists_on(self, day: date) -> bool:
        return within(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True)
class Link:
    """A dated parent."""

    parent_id: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a unit became (or, read backwards, came from)."""

    from_id: int
    to_id: int
    effective_on: date
    is_principal: bool
    is_whole: bool


@dataclass
class UnitTree:
    """All units with their dated parents and changes; ask it about a day. Shared by all threads: never write to it."""

    units: dict[int, Unit]
    links: dict[int, list[Link]]
    changes_out: dict[int, list[Change]]
    changes_in: dict[int, list[Change]]
    stamp: str = ""
    _children: dict[date, dict[int | None, list[int]]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls) -> "UnitTree":
        """The tree as it is now: one query for its stamp, and three more when it was written since."""
        global _kept
        stamp = TreeStamp.objects.values_list("value", flat=True).first() or ""
        kept = _kept
        if kept is None or not stamp or kept.stamp != stamp:
            kept = _kept = cls.read(stamp)
        return kept

    @classmethod
    def read(cls, stamp: str = "") -> "UnitTree":
        """Read everything in three queries."""
        columns = list(Unit.__dataclass_fields__)
        units = {
            row[0]: Unit(*row) for row in OrgUnit.objects.order_by("sort_key", "code").values_list(*columns)
        }
        links: dict[int, list[Link]] = defaultdict(list)
        for unit, parent, start, end in _links():
            links[unit].append(Link(parent, start, end))
        out: dict[int, list[Change]] = defaultdict(list)
        into: dict[int, list[Change]] = defaultdict(list)
        for change in _changes():
            out[change.from_id].append(change)
            into[change.to_id].append(change)
        return cls(units=units, links=dict(links), changes_out=dict(out), changes_in=dict(into), stamp=stamp)

    @cached_property
    def turns(self) -> list[date]:
        """The days on which anything about units changes; between two of them every day has the same tree."""
        spans: list[Unit | Link] = [*self.units.values()]
        spans.extend(link for links in self.links.values() for link in links)
        ends = {day for span in spans for day in (span.valid_from, span.valid_to) if day}
        return sorted(ends | {way.effective_on for ways in self.changes_out.values() for way in ways})

    def turn(self, day: date) -> date:
        """The first day with the same tree as `day`; before all turns the first day there is."""
        place = bisect_right(self.turns, day)
        return self.turns[place - 1] if place else date.min

    def on(self, day: date) -> list[Unit]:
        """The units in force that day, in Vietnamese order."""
        return [unit for unit in self.units.values() if unit.exists_on(day)]

    def with_code(self, code: str) -> list[Unit]:
        """Every version of a code; codes are used again, so these may be different places."""
        return self._by_code.get(code, [])

    @cached_property
    def _by_code(self) -> dict[str, list[Unit]]:
        codes: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            codes[unit.code].append(unit)
        return dict(codes)

    def coded(self, code: str, day: date) -> Unit | None:
        """The unit that carries the code that day."""
        return next((unit for unit in self.with_code(code) if unit.exists_on(day)), None)

    def parent_of(self, unit_id: int, day: date) -> int | None:
        """The unit directly above that day; None for the province, or when the unit was not in force."""
        for link in self.links.get(unit_id, ()):
            if within(link.valid_from, link.valid_to, day):
                return link.parent_id
        return None

    def ancestors(self, unit_id: int, day: date) -> list[int]:
        """The units above that day, nearest first."""
        above: list[int] = []
        parent = self.parent_of(unit_id, day)
        while parent is not None and parent not in above:
            above.append(parent)
            parent = self.parent_of(parent, day)
        return above

    def children(self, unit_id: int | None, day: date) -> list[int]:
        """The units directly below that day, in Vietnamese order; None asks for those without a parent."""
        below = self._children.get(day)
        if below is None:
            below = self._below(day)
            if len(self._children) >= _DAYS_KEPT:
                self._children.clear()
            self._children[day] = below
        return below.get(unit_id, [])

    def _below(self, day: date) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = defaultdict(list)
        for unit in self.on(day):
            below[self.parent_of(unit.id, day)].append(unit.id)
        return dict(below)

    def subtree(self, unit_id: int, day: date) -> set[int]:
        """The unit and all below it that day; only itself when it was not in force."""
        found = {unit_id}
        waiting = [unit_id]
        while waiting:
            fresh = [child for child in self.children(waiting.pop(), day) if child not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return found

    def current(self, unit_id: int, day: date) -> int | None:
        """Where the unit is on `day`: itself while in force, else its principal successor, step by step.

        None when it had ended without a successor (a district after 1/7/2025) or had not begun.
        """
        seen: set[int] = set()
        here: int | None = unit_id
        while here is not None and here not in seen:
            if self.units[here].exists_on(day):
                return here
            seen.add(here)
            here = self._successor(here, day)
        return None

    def _successor(self, unit_id: int, day: date) -> int | None:
        for change in self.changes_out.get(unit_id, ()):
            if change.is_principal and change.effective_on <= day and change.to_id != unit_id:
                return change.to_id
        return None

    def predecessors(self, unit_id: int) -> set[int]:
        """Every earlier unit whose principal way leads into this one."""
        return self._follow(unit_id, back=True)

    def successors(self, unit_id: int) -> set[int]:
        """Every later unit on this one's principal way."""
        return self._follow(unit_id, back=False)

    def lineage(self, unit_id: int) -> set[int]:
        """The unit, what it was and what it became; not what else was merged into its successors."""
        return {unit_id} | self.predecessors(unit_id) | self.successors(unit_id)

    def _follow(self, unit_id: int, *, back: bool) -> set[int]:
        changes = self.changes_in if back else self.changes_out
        found: set[int] = set()
        waiting = [unit_id]
        while waiting:
            for change in changes.get(waiting.pop(), ()):
                other = change.from_id if back else change.to_id
                if change.is_principal and other not in found and other != unit_id:
                    found.add(other)
                    waiting.append(other)
        return found


_kept: UnitTree | None = None


def within(start: date | None, end: date | None, day: date) -> bool:
    """Whether `day` lies in the half-open span; an empty end is open."""
    return (start is None or start <= day) and (end is None or day < end)


def _links() -> list[tuple[int, int, date | None, date | None]]:
    return list(UnitParent.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to"))


def _changes() -> list[Change]:
    # A unit that only got another parent, or lost a part, goes on: that leads nowhere.
    leading = UnitChange.objects.filter(to_unit__isnull=False).exclude(from_unit=F("to_unit"))
    rows = leading.order_by("effective_on", "pk").values_list(
        "from_unit_id", "to_unit_id", "effective_on", "is_principal", "extent"
    )
    return [Change(*row[:4], is_whole=row[4] == UnitChange.Extent.WHOLE) for row in rows]
