"""A draft read against the tree: what ends, what begins, and where everything below goes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from people.models import PlannedChange, PlannedUnit, Reorganisation
from people.models.org_unit import ChangeKind
from people.queries.tree import Link, Unit, UnitTree


@dataclass(frozen=True)
class Target:
    """Where a change leads: a unit that begins, or one that is in force and stays."""

    code: str
    full_name: str
    planned: PlannedUnit | None = None
    unit: Unit | None = None


@dataclass(frozen=True)
class Carried:
    """A unit below one that ends, which goes on under the heir; without one somebody must choose."""

    unit: Unit
    below: int
    link: Link
    to: Target | None


class Plan:
    """What a draft means on its day; reads the draft once and writes nothing."""

    def __init__(self, draft: Reorganisation, tree: UnitTree) -> None:
        self.draft, self.tree = draft, tree
        self.day = draft.effective_on
        self.eve = self.day - timedelta(days=1)
        self.units = {planned.code: planned for planned in draft.units.all()}
        self.changes: list[PlannedChange] = list(draft.changes.select_related("from_unit"))
        self.of_unit: dict[int, list[PlannedChange]] = defaultdict(list)
        for change in self.changes:
            self.of_unit[change.from_unit_id].append(change)

    @cached_property
    def ending(self) -> set[int]:
        """The units whose version ends: all but those that stay themselves."""
        return {pk for pk, changes in self.of_unit.items() if not any(map(self._stays, changes))}

    def _stays(self, change: PlannedChange) -> bool:
        return (
            bool(change.to_code)
            and change.to_code == change.from_unit.code
            and change.to_code not in self.units
        )

    def target(self, code: str) -> Target | None:
        """The unit that carries the code from the day on; one that begins comes before one that stands."""
        planned = self.units.get(code)
        if planned:
            return Target(code, planned.full_name, planned=planned)
        unit = self.tree.coded(code, self.day) if code else None
        return Target(code, unit.full_name, unit=unit) if unit and unit.id not in self.ending else None

    def heir(self, unit_id: int) -> Target | None:
        """Where a unit's people and the units below it go by default."""
        ways = [change for change in self.of_unit[unit_id] if change.is_principal and change.to_code]
        return self.target(ways[0].to_code) if ways else None

    @cached_property
    def reparented(self) -> list[PlannedChange]:
        """The units that go on as themselves below another parent."""
        return [
            change
            for change in self.changes
            if change.kind == ChangeKind.REPARENT and change.from_unit_id not in self.ending
        ]

    @cached_property
    def carried(self) -> list[Carried]:
        """The units below those that end, which are not spoken of themselves."""
        spoken = self.ending | {change.from_unit_id for change in self.reparented}
        found = []
        for child, links in self.tree.links.items():
            if child in spoken:
                continue
            for link in links:
                if link.parent_id in self.ending and (link.valid_to is None or link.valid_to > self.day):
                    unit = self.tree.units[child]
                    found.append(Carried(unit, link.parent_id, link, self.heir(link.parent_id)))
        return sorted(found, key=lambda one: (one.unit.sort_key, one.unit.code))

    @cached_property
    def carried_below(self) -> dict[int, list[Carried]]:
        """The carried by the unit above them that ends."""
        below: dict[int, list[Carried]] = defaultdict(list)
        for one in self.carried:
            below[one.below].append(one)
        return below

    @cached_property
    def orphans(self) -> list[Carried]:
        """Units below a dissolved one, of which nobody has said where they go."""
        return [one for one in self.carried if one.to is None]

    @cached_property
    def undecided(self) -> list[int]:
        """Split units of which nobody has yet said where their people go."""
        return [pk for pk, ways in self.of_unit.items() if any(not way.is_decided for way in ways)]
