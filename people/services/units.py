"""Loads units with their dates, parents, other spellings and successors; adds offices."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import clean, plain_sort_key
from people.models import OrgUnit, UnitAlias, UnitParent
from people.models.org_unit import Level
from people.services.unit_changes import store_changes
from people.services.unit_files import AliasRow, UnitRow, read_unit_files

VersionKey = tuple[str, date | None]
_COMMUNES = {"xã", "phường", "thị trấn", "đặc khu"}
_HAMLETS = {"ấp", "khu phố", "thôn", "tổ dân phố"}
_COLUMNS = ["name", "kind", "level", "full_name", "sort_key", "valid_to", "note"]


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
    parents = _store_parents({(row.code, row.valid_from): row.parent_code for row in tables.units}, units)
    aliases = _store_aliases(tables.aliases)
    changes = store_changes(tables.changes)
    return Loaded(len(tables.units), parents, aliases, changes)


@transaction.atomic
def create_office(
    *, name: str, code: str, parent: OrgUnit, valid_from: date, kind: str = "sở", level: str = Level.PROVINCE
) -> OrgUnit:
    """A body (sở, ban, hội) under `parent`, through every later version of that parent."""
    if OrgUnit.objects.filter(code=code, valid_from=valid_from).exists():
        raise DomainError(_("Mã đơn vị %(code)s đã có.") % {"code": code})
    name = clean(name)
    office = OrgUnit.objects.create(
        code=code, name=name, full_name=name, kind=kind, level=level, is_office=True,
        valid_from=valid_from, sort_key=plain_sort_key(name),
    )  # fmt: skip
    _store_parents({(code, valid_from): parent.code}, {(code, valid_from): office})
    return office


def _store_units(rows: list[UnitRow]) -> dict[VersionKey, OrgUnit]:
    """Create what is new, update what changed, and give back every version in the files."""
    known = {(unit.code, unit.valid_from): unit for unit in OrgUnit.objects.all()}
    levels = _levels(rows)
    fresh, changed = [], []
    for row in rows:
        wanted = _columns(row, levels)
        unit = known.get((row.code, row.valid_from))
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


def _columns(row: UnitRow, levels: dict[str, str]) -> dict[str, object]:
    return {
        "name": row.name,
        "kind": row.kind,
        "level": levels[row.code],
        "full_name": row.full_name,
        "sort_key": plain_sort_key(row.name),
        "valid_to": row.valid_to,
        "note": row.note[:400],
    }


def _levels(rows: list[UnitRow]) -> dict[str, str]:
    return {row.code: _level(row) for row in rows}


def _level(row: UnitRow) -> str:
    if not row.parent_code:
        return Level.PROVINCE
    if row.kind in _COMMUNES:
        return Level.COMMUNE
    return Level.HAMLET if row.kind in _HAMLETS else Level.DISTRICT


def _store_parents(parent_codes: dict[VersionKey, str], units: dict[VersionKey, OrgUnit]) -> int:
    """Link each unit to every version of its parent that overlaps it; one link for each version."""
    versions: dict[str, list[OrgUnit]] = defaultdict(list)
    for unit in OrgUnit.objects.exclude(is_office=True):
        versions[unit.code].append(unit)
    wanted = _known_parents() | parent_codes
    links = {}
    for key, parent_code in wanted.items():
        for parent in versions.get(parent_code, []):
            child = units.get(key)
            span = _overlap(child, parent) if child else None
            if child and span:
                links[child.pk, parent.pk, span[0]] = span[1]
    return _replace_links(links, {unit.pk for key, unit in units.items() if key in wanted})


def _known_parents() -> dict[VersionKey, str]:
    """Parents said by earlier loads, so that a later file may bring a new version of the province alone."""
    rows = UnitParent.objects.values_list("unit__code", "unit__valid_from", "parent__code")
    return {(code, start): parent for code, start, parent in rows}


def _overlap(child: OrgUnit, parent: OrgUnit) -> tuple[date | None, date | None] | None:
    start = max(filter(None, (child.valid_from, parent.valid_from)), default=None)
    end = min(filter(None, (child.valid_to, parent.valid_to)), default=None)
    return None if start and end and start >= end else (start, end)


Links = dict[tuple[int, int, date | None], date | None]


def _replace_links(links: Links, children: set[int]) -> int:
    stored = {
        (link.unit_id, link.parent_id, link.valid_from): link
        for link in UnitParent.objects.filter(unit__in=children)
    }
    stale = [link.pk for key, link in stored.items() if key not in links or links[key] != link.valid_to]
    UnitParent.objects.filter(pk__in=stale).delete()
    fresh = [
        UnitParent(unit_id=unit, parent_id=parent, valid_from=start, valid_to=end)
        for (unit, parent, start), end in links.items()
        if (unit, parent, start) not in stored or stored[unit, parent, start].valid_to != end
    ]
    UnitParent.objects.bulk_create(fresh, batch_size=500)
    return len(links)


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
