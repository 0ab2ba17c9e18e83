"""Loads units with their dates, parents, other spellings and successors."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F

from common.vietnamese import plain_sort_key
from people.models import OrgUnit, UnitAlias, UnitChange
from people.models.org_unit import Level
from people.services.change_kinds import branch_of, is_office_kind, territory_level
from people.services.unit_changes import store_changes
from people.services.unit_files import AliasRow, UnitRow, read_unit_files
from people.services.unit_parents import VersionKey, carry_on_parents, store_parents

_COLUMNS = ["name", "kind", "level", "is_office", "branch", "full_name", "sort_key", "valid_to", "note"]


@dataclass(frozen=True)
class Loaded:
    """How many rows of each kind the files brought."""

    units: int
    parents: int
    aliases: int
    changes: int


@transaction.atomic
def load_unit_files(paths: list[Path]) -> Loaded:
    """Load unit tables, aliases and mappings in any order and any number of times."""
    tables = read_unit_files(paths)
    units = _store_units(tables.units)
    named = {(row.code, row.valid_from): row.parent_code for row in tables.units}
    parents = store_parents(named, units)
    aliases = _store_aliases(tables.aliases)
    changes = store_changes(tables.changes)
    parents += carry_on_parents(without={units[key].pk for key in named})
    return Loaded(len(tables.units), parents, aliases, changes)


def _store_units(rows: list[UnitRow]) -> dict[VersionKey, OrgUnit]:
    """Create what is new, update what changed, and give back every version in the files."""
    known = {(unit.code, unit.valid_from): unit for unit in OrgUnit.objects.all()}
    levels, ended = _levels(rows, known), _ended_by_changes()
    fresh, changed = [], []
    for row in rows:
        wanted = _columns(row, levels)
        unit = known.get((row.code, row.valid_from))
        if unit and unit.pk in ended and row.valid_to is None:
            wanted["valid_to"] = unit.valid_to  # a table from before the reform does not undo it
        if unit is None:
            unit = OrgUnit(code=row.code, valid_from=row.valid_from, **wanted)
            fresh.append(unit)
        elif any(getattr(unit, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(unit, name, value)
            changed.append(unit)
        known[row.code, row.valid_from] = unit
    OrgUnit.objects.bulk_create(fresh, batch_size=500)
    OrgUnit.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    return {(unit.code, unit.valid_from): unit for unit in OrgUnit.objects.all()}


def _ended_by_changes() -> set[int]:
    """The units that some change has led elsewhere or dissolved."""
    ways = UnitChange.objects.exclude(from_unit=F("to_unit"))
    return set(ways.values_list("from_unit", flat=True))


def _columns(row: UnitRow, levels: dict[str, str]) -> dict[str, object]:
    is_office = is_office_kind(row.kind)
    return {
        "name": row.name,
        "kind": row.kind,
        "level": levels[row.code],
        "is_office": is_office,
        "branch": branch_of(row.kind, row.name) if is_office else "",
        "full_name": row.full_name,
        "sort_key": plain_sort_key(row.name),
        "valid_to": row.valid_to,
        "note": row.note[:400],
    }


def _levels(rows: list[UnitRow], known: dict[VersionKey, OrgUnit]) -> dict[str, str]:
    """A territory's kind says its level; a body has that of whatever it belongs to."""
    levels = {code: unit.level for (code, _start), unit in known.items()}
    waiting = []
    for row in rows:
        if is_office_kind(row.kind):
            waiting.append(row)
        else:
            levels[row.code] = territory_level(row.kind, has_parent=bool(row.parent_code))
    parents = {row.code: row.parent_code for row in waiting}
    for row in waiting:
        levels[row.code] = _level_above(row.code, parents, levels)
    return levels


def _level_above(code: str, parents: dict[str, str], levels: dict[str, str]) -> str:
    seen: set[str] = set()
    while code in parents and code not in seen:
        seen.add(code)
        code = parents[code]
    return levels.get(code) or Level.PROVINCE


def _store_aliases(rows: list[AliasRow]) -> int:
    known = set(UnitAlias.objects.values_list("code", "alias", "kind", "valid_from"))
    fresh = {}
    for row in rows:
        key = (row.code, row.alias, row.kind, row.valid_from)
        if key not in known:
            fresh[key] = UnitAlias(
                code=row.code,
                alias=row.alias,
                kind=row.kind,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
    UnitAlias.objects.bulk_create(fresh.values(), batch_size=500)
    return len(rows)
