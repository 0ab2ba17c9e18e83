"""On which ground a target counts: below its root, in the units it names, and not in those it leaves out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from people.queries.tree import Change, UnitTree
from reports.models import Target, TargetUnit

Part = TargetUnit.Part


@dataclass(frozen=True)
class Named:
    """Units as the rule names them, of whatever day: what they are today is asked of the tree."""

    only: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    goals: Mapping[int, Decimal] = field(default_factory=dict)

    def limit(self, tree: UnitTree, ground: set[int], day: date) -> set[int]:
        """The part of `ground` that is left."""
        if self.only:
            ground = ground & set().union(*(under(tree, unit, day) for unit in self.only))
        gone = heirs(tree, self.without, day)
        return ground - set().union(*(tree.subtree(unit, day) for unit in gone))

    def goals_on(self, tree: UnitTree, day: date) -> dict[int, Decimal]:
        """Goals of their own by unit; of several forerunners with different goals the lowest is inherited."""
        found = dict(self.goals)
        for unit in heirs(tree, self.goals, day) - found.keys():
            found[unit] = min(self.goals[one] for one in self._sources(tree, unit))
        return found

    def _sources(self, tree: UnitTree, unit: int) -> Iterable[int]:
        if unit in self.goals:
            return [unit]
        return [one for birth in births(tree, unit) for one in self._sources(tree, birth.from_id)]


def named_units(target: Target) -> Named:
    """One query, and none for a target that names no unit."""
    if not (target.population or {}).get("named"):
        return Named()
    rows = list(target.listed.all())
    return Named(
        only=tuple(row.unit_id for row in rows if row.part == Part.ONLY),
        without=tuple(row.unit_id for row in rows if row.part == Part.WITHOUT),
        goals={row.unit_id: row.percent for row in rows if row.part == Part.GOAL and row.percent is not None},
    )


def under(tree: UnitTree, unit: int, day: date) -> set[int]:
    """The unit and all below it that day: through its successors, and back through its code's versions."""
    here = tree.current(unit, day)
    if here is not None:
        return tree.subtree(here, day)
    told = tree.units[unit]
    versions = [one.id for one in tree.on(day) if one.code == told.code and one.level == told.level]
    return set().union(*(tree.subtree(version, day) for version in versions or [unit]))


def heirs(tree: UnitTree, named: Iterable[int], day: date) -> set[int]:
    """Of the named units those in force that day, and units put together wholly from named ones.

    A commune that was named and merged with others that were not hands nothing on (as in decision 0023).
    """
    known = set(named)
    candidates = {tree.current(unit, day) for unit in known} - {None}
    return {unit for unit in candidates if unit is not None and _inherits(tree, unit, known.__contains__)}


def births(tree: UnitTree, unit: int) -> list[Change]:
    """The whole units that made this one on its first day; what joined later made no new unit."""
    start = tree.units[unit].valid_from
    return [
        way
        for way in tree.changes_in.get(unit, ())
        if way.is_whole and way.from_id != unit and way.effective_on == start
    ]


def last_version(tree: UnitTree, unit: int, day: date) -> int:
    """The last unit on the principal way that had begun by the day."""
    seen = {unit}
    while True:
        ways = tree.changes_out.get(unit, ())
        later = [way.to_id for way in ways if way.is_principal and way.effective_on <= day]
        later = [one for one in later if one not in seen]
        if not later:
            return unit
        unit = later[0]
        seen.add(unit)


def _inherits(tree: UnitTree, unit: int, is_named: Callable[[int], bool]) -> bool:
    if is_named(unit):
        return True
    made_of = births(tree, unit)
    return bool(made_of) and all(_inherits(tree, birth.from_id, is_named) for birth in made_of)
