"""Units that a text of a roster may mean, the likeliest first; and all units to choose from, told apart by words."""

from collections import Counter
from datetime import date
from difflib import SequenceMatcher

from common.vietnamese import fold
from people.queries.tree import Unit, UnitTree
from people.rosters.unit_text import read_place

MOST = 6
ALIKE = 0.6


def candidates_for(text: str, tree: UnitTree, day: date, visible: set[int] | None) -> list[Unit]:
    """Units of the day that are called so, or became what was called so, or are called nearly so."""
    wanted = _name(text)
    if not wanted:
        return []
    scored: dict[int, float] = {}
    for unit in tree.units.values():
        likeness = SequenceMatcher(None, wanted, _name(unit.name)).ratio()
        if likeness >= ALIKE:
            for heir in _on_day(unit, tree, day):
                scored[heir] = max(scored.get(heir, 0), likeness)
    best = sorted(scored, key=lambda pk: (-scored[pk], tree.units[pk].sort_key))
    return [tree.units[pk] for pk in best if visible is None or pk in visible][:MOST]


def choosable(tree: UnitTree, day: date, visible: set[int] | None) -> list[tuple[Unit, str]]:
    """Every unit of the day in scope with words for it; two of one name say what they belong to."""
    units = [unit for unit in tree.on(day) if visible is None or unit.id in visible]
    names = Counter(unit.full_name for unit in units)
    return [
        (unit, _words(unit, tree, day) if names[unit.full_name] > 1 else unit.full_name) for unit in units
    ]


def _on_day(unit: Unit, tree: UnitTree, day: date) -> set[int]:
    """The unit itself, or every unit of the day that got a part of it."""
    if unit.exists_on(day):
        return {unit.id}
    heirs = {way.to_id for way in tree.changes_out.get(unit.id, ()) if way.effective_on <= day}
    current = {heir for first in heirs if (heir := tree.current(first, day)) is not None}
    return current


def _words(unit: Unit, tree: UnitTree, day: date) -> str:
    parent = tree.parent_of(unit.id, day)
    return f"{unit.full_name}, {tree.units[parent].full_name}" if parent else unit.full_name


def _name(text: str) -> str:
    """The bare name without its kind."""
    return fold(read_place(text).name) if text.strip() else ""
