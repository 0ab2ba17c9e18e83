"""What a unit's address or a scope covers on a day, through reforms."""

from datetime import date, timedelta

from people.models.org_unit import Level
from people.queries.tree import UnitTree


def heads_on(tree: UnitTree, unit_id: int, day: date) -> set[int]:
    """What the unit is on `day`: itself, its forerunners, or what it or its parts became."""
    unit = tree.units[unit_id]
    if unit.valid_from and day < unit.valid_from:
        return {former for former in tree.predecessors(unit_id) if tree.units[former].exists_on(day)}
    current = tree.current(unit_id, day)
    if current is not None:
        return {current}
    last_day = unit.valid_to - timedelta(days=1) if unit.valid_to else day
    parts = tree.subtree(unit_id, last_day) - {unit_id}
    return {heir for part in parts if (heir := tree.current(part, day)) is not None}


def covered(tree: UnitTree, head: int, day: date) -> set[int]:
    """The unit and all below it, with the former units whose postings were never moved by hand."""
    below = tree.subtree(head, day)
    return below.union(*(tree.predecessors(unit) for unit in below))


def roots(tree: UnitTree, day: date) -> set[int]:
    """The provinces of a day."""
    found = (unit for unit in tree.on(day) if unit.level == Level.PROVINCE and not unit.is_office)
    return {unit.id for unit in found if tree.parent_of(unit.id, day) is None}
