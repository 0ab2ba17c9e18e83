"""Turns mapping lines into what became of each unit: merged, split, retyped, and the provinces above them."""

from collections import defaultdict
from datetime import date, timedelta

from people.models import UnitChange
from people.queries.tree import UnitTree
from people.services.unit_files import ChangeRow

Edge = tuple[int, int, date]


def store_changes(rows: list[ChangeRow]) -> int:
    """Store the changes not yet known; a unit that goes on unchanged has none."""
    reform = _Reform()
    edges: dict[Edge, UnitChange] = {}
    for line in _by_old_unit(rows).values():
        for change in reform.changes_of(line):
            edges.setdefault((change.from_unit_id, change.to_unit_id, change.effective_on), change)
    known = set(UnitChange.objects.values_list("from_unit_id", "to_unit_id", "effective_on"))
    UnitChange.objects.bulk_create(
        [change for key, change in edges.items() if key not in known], batch_size=500
    )
    return len(edges)


def _by_old_unit(rows: list[ChangeRow]) -> dict[tuple[date, str], list[ChangeRow]]:
    grouped: dict[tuple[date, str], list[ChangeRow]] = defaultdict(list)
    for row in rows:
        grouped[row.effective_on, row.old_code].append(row)
    return dict(sorted(grouped.items()))


class _Reform:
    """Finds the versions that a mapping line means on the eve and on the day of the reform."""

    def __init__(self) -> None:
        self.tree = UnitTree.load()
        self.versions: dict[str, list[int]] = defaultdict(list)
        for unit in self.tree.units.values():
            self.versions[unit.code].append(unit.id)

    def changes_of(self, rows: list[ChangeRow]) -> list[UnitChange]:
        """All lines of one old unit; lines whose units are not loaded, or not in force, say nothing."""
        day = rows[0].effective_on
        eve = day - timedelta(days=1)
        old = self._version(rows[0].old_code, eve)
        pairs = [(row, new) for row in rows if (new := self._version(row.new_code, day)) is not None]
        if old is None or not pairs:
            return []
        principal = self._principal(old, pairs, eve)
        changes = [
            _change(row, old, new, is_principal=row.extent == "whole" or new == principal)
            for row, new in pairs
            if new != old or row.extent == "part"
        ]
        return changes + self._province_change(pairs[0], day, eve)

    def _version(self, code: str, day: date) -> int | None:
        return next((pk for pk in self.versions.get(code, ()) if self.tree.units[pk].exists_on(day)), None)

    def _principal(self, old: int, pairs: list[tuple[ChangeRow, int]], eve: date) -> int:
        """People of a split unit go by default to the unit if it lives on, else within its district."""
        code = self.tree.units[old].code
        home = self.tree.parent_of(old, eve)
        for row, new in pairs:
            if row.new_code == code:
                return new
        for row, new in pairs:
            former = self._version(row.new_code, eve)
            if former is not None and self.tree.parent_of(former, eve) == home:
                return new
        return pairs[0][1]

    def _province_change(self, pair: tuple[ChangeRow, int], day: date, eve: date) -> list[UnitChange]:
        row, new = pair
        old_province = self._version(row.old_province, eve)
        above = self.tree.ancestors(new, day)
        if old_province is None or not above or above[-1] == old_province:
            return []
        return [_change(row, old_province, above[-1], is_principal=True, extent="whole", note="")]


def _change(
    row: ChangeRow,
    old: int,
    new: int,
    *,
    is_principal: bool,
    extent: str | None = None,
    note: str | None = None,
) -> UnitChange:
    return UnitChange(
        from_unit_id=old,
        to_unit_id=new,
        extent=extent or row.extent,
        is_principal=is_principal,
        effective_on=row.effective_on,
        legal_basis=row.legal_basis[:200],
        note=(row.note if note is None else note)[:600],
    )
