"""Units that a text of a roster may mean, and all units to choose from, told apart by words; only those in scope."""

from collections import Counter
from datetime import date

from people.queries.tree import Unit, UnitTree
from people.rosters.row import Row
from people.rosters.unit_candidates import candidates
from people.rosters.unit_finder import UnitFinder

MOST = 12
Visible = set[int] | None


def candidates_for(text: str, reason: str, finder: UnitFinder, visible: Visible) -> list[tuple[Unit, str]]:
    """The likeliest first, for a row that found none; each says what it belongs to, for the name was not enough."""
    found = candidates(finder, Row("", 0, unit_text=text, reason=reason))
    inside = [unit for unit in found if visible is None or unit.id in visible]
    return [(unit, _words(unit, finder.tree, finder.as_of)) for unit in inside[:MOST]]


def choosable(tree: UnitTree, day: date, visible: Visible) -> list[tuple[Unit, str]]:
    """Every unit of the day in scope with words for it; two of one name say what they belong to."""
    units = [unit for unit in tree.on(day) if visible is None or unit.id in visible]
    names = Counter(unit.full_name for unit in units)
    return [
        (unit, _words(unit, tree, day) if names[unit.full_name] > 1 else unit.full_name) for unit in units
    ]


def _words(unit: Unit, tree: UnitTree, day: date) -> str:
    parent = tree.parent_of(unit.id, day)
    return f"{unit.full_name}, {tree.units[parent].full_name}" if parent else unit.full_name
