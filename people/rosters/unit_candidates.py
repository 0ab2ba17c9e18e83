"""Units to offer the clerk for a row that found none: suggestions, never taken by themselves."""

from collections.abc import Iterable

from people.models.org_unit import Level
from people.queries.tree import Unit
from people.rosters.row import Row
from people.rosters.unit_finder import UnitFinder
from people.rosters.unit_text import Place

NEAREST = 5
_FARTHEST = 3


def candidates(finder: UnitFinder, row: Row) -> list[Unit]:
    """Possible units of the day, the likeliest first; empty when the row has one or names nothing."""
    if row.unit or not row.reason.startswith("unit_"):
        return []
    found = finder.find(**row.unit_question)
    if row.reason == "unit_level_abolished":
        return _communes_of(finder, found.among)
    in_force = [unit for unit in found.among if unit.exists_on(finder.as_of)]
    return in_force or _nearest(finder, finder.said(row.unit_text, row.unit_question["section"]).place)


def _communes_of(finder: UnitFinder, districts: tuple[Unit, ...]) -> list[Unit]:
    """Where the communes of the former districts are today."""
    gone = {unit.id for unit in districts}
    below = {
        unit for unit, links in finder.tree.links.items() if any(link.parent_id in gone for link in links)
    }
    heirs = {finder.tree.current(unit, finder.as_of) for unit in below}
    return _ordered(finder.tree.units[pk] for pk in heirs if pk is not None)


def _nearest(finder: UnitFinder, place: Place) -> list[Unit]:
    wanted = place.folded
    if not wanted:
        return []
    scored = []
    for unit in finder.tree.on(finder.as_of):
        if unit.id in finder.home and unit.level in (Level.COMMUNE, Level.PROVINCE):
            far = _distance(wanted, Place("", unit.name).folded, _FARTHEST)
            if far <= min(_FARTHEST, max(1, len(wanted) // 3)):
                scored.append((far, unit.kind != place.kind, unit.sort_key, unit))
    return [unit for *_rank, unit in sorted(scored, key=lambda entry: entry[:3])[:NEAREST]]


def _distance(left: str, right: str, limit: int) -> int:
    """Levenshtein distance, given up beyond the limit."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    above = list(range(len(right) + 1))
    for number, sign in enumerate(left, start=1):
        row = [number]
        for column, other in enumerate(right, start=1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (sign != other)))
        if min(row) > limit:
            return limit + 1
        above = row
    return above[-1]


def _ordered(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: unit.sort_key)
