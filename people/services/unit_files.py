"""Reads unit tables: recognises each CSV by its header and turns its lines into plain rows."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import clean


@dataclass(frozen=True)
class UnitRow:
    """One version of a unit with its parent's code."""

    code: str
    name: str
    kind: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None
    full_name: str
    note: str


@dataclass(frozen=True)
class AliasRow:
    """Another spelling, with the days on which it was used."""

    code: str
    alias: str
    kind: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class ChangeRow:
    """One line of a mapping: an old unit and the unit it goes to."""

    old_code: str
    old_province: str
    new_code: str
    extent: str
    effective_on: date
    legal_basis: str
    note: str


@dataclass
class UnitTables:
    """What all files together say."""

    units: list[UnitRow] = field(default_factory=list)
    aliases: list[AliasRow] = field(default_factory=list)
    changes: list[ChangeRow] = field(default_factory=list)


Line = dict[str, str]


def read_unit_files(paths: list[Path]) -> UnitTables:
    """Read every file; a file that is none of the three tables, or has a bad line, is refused by name."""
    tables = UnitTables()
    for path in paths:
        lines = _lines(path)
        _reader_for(set(lines[0]) if lines else set(), path)(tables, lines, path)
    return tables


def _lines(path: Path) -> list[Line]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            return [{key: clean(value or "") for key, value in row.items() if key} for row in rows]
    except FileNotFoundError as missing:
        raise DomainError(_("Không có tệp %(file)s.") % {"file": path}) from missing
    except (OSError, UnicodeDecodeError, csv.Error) as broken:
        raise DomainError(
            _("Không đọc được tệp %(file)s: cần tệp CSV mã UTF-8.") % {"file": path.name}
        ) from broken


def _reader_for(header: set[str], path: Path) -> Callable[[UnitTables, list[Line], Path], None]:
    if {"code", "name", "type", "parent_code", "valid_from", "valid_to"} <= header:
        return _read_units
    if {"code", "alias", "kind", "valid_from", "valid_to"} <= header:
        return _read_aliases
    if {"old_code", "old_province_code", "new_code", "extent", "effective_date"} <= header:
        return _read_changes
    raise DomainError(
        _("Tệp %(file)s không phải bảng đơn vị, bảng tên khác hay bảng chuyển đổi đơn vị.")
        % {"file": path.name}
    )


def _read_units(tables: UnitTables, lines: list[Line], path: Path) -> None:
    for number, line in enumerate(lines, start=2):
        if not line["code"] or not line["name"]:
            raise _bad_line(path, number)
        name, kind = line["name"], line["type"]
        tables.units.append(
            UnitRow(
                code=line["code"],
                name=name,
                kind=kind,
                parent_code=line["parent_code"],
                valid_from=_day(line["valid_from"], path, number),
                valid_to=_day(line["valid_to"], path, number),
                full_name=line.get("full_name") or f"{kind[:1].upper()}{kind[1:]} {name}",
                note=line.get("note", ""),
            )
        )


def _read_aliases(tables: UnitTables, lines: list[Line], path: Path) -> None:
    for number, line in enumerate(lines, start=2):
        days = _day(line["valid_from"], path, number), _day(line["valid_to"], path, number)
        tables.aliases.append(AliasRow(line["code"], line["alias"], line["kind"], *days))


def _read_changes(tables: UnitTables, lines: list[Line], path: Path) -> None:
    for number, line in enumerate(lines, start=2):
        effective = _day(line["effective_date"], path, number)
        if effective is None or line["extent"] not in ("whole", "part"):
            raise _bad_line(path, number)
        tables.changes.append(
            ChangeRow(
                old_code=line["old_code"],
                old_province=line["old_province_code"],
                new_code=line["new_code"],
                extent=line["extent"],
                effective_on=effective,
                legal_basis=line.get("legal_basis", ""),
                note=line.get("source_note", ""),
            )
        )


def _day(text: str, path: Path, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise _bad_line(path, number) from wrong


def _bad_line(path: Path, number: int) -> DomainError:
    return DomainError(
        _("Tệp %(file)s, dòng %(line)s có ngày hoặc mã không đúng.") % {"file": path.name, "line": number}
    )
