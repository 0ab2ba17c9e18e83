"""Narrows units by the places written around them: a district column, a heading, ", huyện X", "(X)"."""

from datetime import date

from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from people.rosters.unit_names import UnitNames
from people.rosters.unit_text import DISTRICT_KINDS, Place


class Surroundings:
    """What was ever above the units up to one day; districts of the past still tell where a commune lies."""

    def __init__(self, tree: UnitTree, names: UnitNames, as_of: date) -> None:
        self.tree, self.names, self.as_of = tree, names, as_of
        self._parents: dict[int, list[Unit]] = {}

    def has_begun(self, unit: Unit) -> bool:
        """Whether the unit existed on the day or before."""
        return unit.valid_from is None or unit.valid_from <= self.as_of

    def narrowed(self, units: list[Unit], context: list[Place]) -> list[Unit]:
        """Only units that are, or whose forerunners were, in each district or province of the context."""
        for place in context:
            if units and (not place.kind or place.kind in (*DISTRICT_KINDS, "tỉnh")):
                inside = [unit for unit in units if self._is_inside(unit, place)]
                if inside or self._is_area(place):
                    units = inside
        return units

    def _is_inside(self, unit: Unit, place: Place) -> bool:
        if unit.level != Level.COMMUNE and self.names.fits(unit, place, any_kind=not place.kind):
            return True
        if unit.id not in self._parents:
            self._parents[unit.id] = self._above(unit)
        return any(self.names.fits(parent, place, any_kind=True) for parent in self._parents[unit.id])

    def _above(self, unit: Unit) -> list[Unit]:
        """Everything that was ever above the unit or what it came from, up to the day."""
        found: dict[int, Unit] = {}
        waiting = [*self._origins(unit.id)]
        while waiting:
            for link in self.tree.links.get(waiting.pop(), ()):
                begun = link.valid_from is None or link.valid_from <= self.as_of
                if begun and link.parent_id not in found:
                    found[link.parent_id] = self.tree.units[link.parent_id]
                    waiting.append(link.parent_id)
        return list(found.values())

    def _origins(self, unit_id: int) -> set[int]:
        found = {unit_id}
        waiting = [unit_id]
        while waiting:
            for change in self.tree.changes_in.get(waiting.pop(), ()):
                if change.from_id not in found:
                    found.add(change.from_id)
                    waiting.append(change.from_id)
        return found

    def _is_area(self, place: Place) -> bool:
        """Whether the place was a district or province by that day; other words narrow nothing."""
        known = [
            self.tree.units[pk] for pk in self.names.exact(place.key, None) | self.names.folded(place.folded)
        ]
        areas = (Level.DISTRICT, Level.PROVINCE)
        return any(unit.level in areas and not unit.is_office and self.has_begun(unit) for unit in known)
