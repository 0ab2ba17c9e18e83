"""What became of a unit by a given day: whether all of it went one way, and into which parts it was split."""

from collections.abc import Iterable
from datetime import date

from people.queries.tree import Change, Unit, UnitTree


class Heirs:
    """The ways out of units of the past, up to one day."""

    def __init__(self, tree: UnitTree, as_of: date) -> None:
        self.tree, self.as_of = tree, as_of

    def went_whole(self, unit_id: int) -> bool:
        seen: set[int] = set()
        while not self.tree.units[unit_id].exists_on(self.as_of):
            ways = self._ways(unit_id)
            if len(ways) != 1 or not ways[0].is_whole or unit_id in seen:
                return False
            seen.add(unit_id)
            unit_id = ways[0].to_id
        return True

    def _ways(self, unit_id: int) -> list[Change]:
        return [way for way in self.tree.changes_out.get(unit_id, ()) if way.effective_on <= self.as_of]

    def parts(self, ended: Iterable[Unit]) -> list[Unit]:
        """Every unit of the day that took some of them."""
        found: dict[int, Unit] = {}
        waiting, seen = [unit.id for unit in ended], set()
        while waiting:
            here = waiting.pop()
            if self.tree.units[here].exists_on(self.as_of):
                found[here] = self.tree.units[here]
            elif here not in seen:
                seen.add(here)
                waiting += [way.to_id for way in self._ways(here)]
        return list(found.values())
