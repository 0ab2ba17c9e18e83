"""Turns mapping lines into what became of each unit: merged, split, retyped, and the provinces above them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from people.models import UnitChange
from people.models.org_unit import ChangeKind
from people.queries.tree import UnitTree
from people.services.change_kinds import kind_of_change
from people.services.unit_files import ChangeRow

Edge = tuple[int, int | None, date]


def store_changes(rows: list[ChangeRow]) -> int:
    """Store the changes not yet known, each with its kind; a unit that goes on unchanged has none."""
    reform = _Reform()
    edges: dict[Edge, UnitChange] = {}
    for lines in _by_old_unit(rows).values():
        for change in reform.changes_of(lines):
            edges.setdefault(_key(change), change)
    reform.name_kinds(edges.values())
    for change in reform.dissolved(rows, edges.values()):
        edges.setdefault(_key(change), change)
    _store(edges)
    return len(edges)


def _store(edges: dict[Edge, UnitChange]) -> None:
    known = {_key(change): change for change in UnitChange.objects.all()}
    fresh = [change for key, change in edges.items() if key not in known]
    renamed = [known[key] for key, change in edges.items() if key in known and known[key].kind != change.kind]
    for change in renamed:
        change.kind = edges[_key(change)].kind
    UnitChange.objects.bulk_create(fresh, batch_size=500)
    UnitChange.objects.bulk_update(renamed, ["kind"], batch_size=200)


def _key(change: UnitChange) -> Edge:
    return change.from_unit_id, change.to_unit_id, change.effective_on


def _by_old_unit(rows: list[ChangeRow]) -> dict[tuple[date, str], list[ChangeRow]]:
    grouped: dict[tuple[date, str], list[ChangeRow]] = defaultdict(list)
    for row in rows:
        grouped[row.effective_on, row.old_code].append(row)
    return dict(sorted(grouped.items()))


class _Reform:
    """Finds the versions that a mapping line means on the eve and on the day of the reform."""

    def __init__(self) -> None:
        self.tree = UnitTree.load()

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

    def name_kinds(self, changes: Collection[UnitChange]) -> None:
        """A new unit with several sources was merged, whatever its name was before."""
        sources = Counter((change.to_unit_id, change.effective_on) for change in changes)
        for change in changes:
            assert change.to_unit_id is not None  # dissolved units are found afterwards
            change.kind = kind_of_change(
                self.tree.units[change.from_unit_id],
                self.tree.units[change.to_unit_id],
                is_part=change.extent == UnitChange.Extent.PART,
                sources=sources[change.to_unit_id, change.effective_on],
            )

    def dissolved(self, rows: list[ChangeRow], changes: Collection[UnitChange]) -> Iterator[UnitChange]:
        """What stood above the old units, ended that day and went nowhere: the districts of 2025."""
        gone_somewhere = {change.from_unit_id for change in changes}
        for row in rows:
            day, eve = row.effective_on, row.effective_on - timedelta(days=1)
            old = self._version(row.old_code, eve)
            if old is None or self._version(row.new_code, day) is None:
                continue
            for above in self.tree.ancestors(old, eve):
                if self.tree.units[above].valid_to == day and above not in gone_somewhere:
                    yield _dissolve(row, above)

    def _version(self, code: str, day: date) -> int | None:
        unit = self.tree.coded(code, day)
        return unit.id if unit else None

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


def _dissolve(row: ChangeRow, unit: int) -> UnitChange:
    return UnitChange(
        from_unit_id=unit,
        to_unit=None,
        kind=ChangeKind.DISSOLVE,
        extent=UnitChange.Extent.WHOLE,
        effective_on=row.effective_on,
        legal_basis=row.legal_basis[:200],
    )
