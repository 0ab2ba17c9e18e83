"""Reads unit tables: recognises each file by its header and turns its lines into plain rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import clean, fold
from people.rosters.book import Sheet, open_book
from people.services.change_kinds import full_name_of, is_office_kind


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
    new_name: str
    new_kind: str
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
UNIT_HEADER = {"code", "name", "type", "parent_code", "valid_from", "valid_to"}
# What clerks write above the columns, without marks.
_VIETNAMESE = {
    "ma": "code", "ma don vi": "code", "ma so": "code", "ma dvhc": "code",
    "ten": "name", "ten don vi": "name", "ten goi": "name",
    "loai": "type", "loai don vi": "type", "loai hinh": "type", "cap": "type",
    "ma cap tren": "parent_code", "ma don vi cap tren": "parent_code", "cap tren": "parent_code",
    "truc thuoc": "parent_code", "ma truc thuoc": "parent_code",
    "tu ngay": "valid_from", "hieu luc tu": "valid_from", "ngay hieu luc": "valid_from",
    "den ngay": "valid_to", "hieu luc den": "valid_to", "het hieu luc": "valid_to", "ngay het hieu luc": "valid_to",
    "ten day du": "full_name", "ghi chu": "note",
}  # fmt: skip
_HEADER_WITHIN = 20  # rows: a title and a few lines may stand above


def read_unit_files(paths: list[Path]) -> UnitTables:
    """Read every file from the disk."""
    return read_unit_tables([(path.name, _content(path)) for path in paths])


def read_unit_tables(files: list[tuple[str, bytes]]) -> UnitTables:
    """Read every file; one that is none of the three tables, or has a bad line, is refused by name."""
    tables = UnitTables()
    for name, data in files:
        found = False
        for sheet in _sheets(name, data):
            header, lines = _lines(sheet)
            reader = _reader_for(header)
            if reader:
                reader(tables, lines, name)
                found = True
        if not found:
            raise _no_table(name)
    return tables


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise DomainError(_("Không có tệp %(file)s.") % {"file": path}) from missing
    except OSError as broken:
        raise _unreadable(path.name) from broken


def _sheets(name: str, data: bytes) -> list[Sheet]:
    """A workbook's visible sheets; text must be UTF-8, since a wrong guess would spoil names for good."""
    if data[:4] != b"PK\x03\x04":
        if not data.strip():
            raise _no_table(name)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as broken:
            raise _unreadable(name) from broken
        name = f"{name}.csv"
    return open_book(data, name).sheets


def _lines(sheet: Sheet) -> tuple[set[str], Iterator[tuple[int, Line]]]:
    """The header as our column names, and the lines below it with their row numbers."""
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN], start=1):
        titles = [_title(cell) for cell in row]
        if "code" in titles or "old_code" in titles:
            return set(titles) - {""}, _below(sheet, number, titles)
    return set(), iter(())


def _below(sheet: Sheet, header: int, titles: list[str]) -> Iterator[tuple[int, Line]]:
    for number, row in enumerate(sheet.rows[header:], start=header + 1):
        line = {title: _text(cell) for title, cell in zip(titles, row, strict=False) if title}
        if any(line.values()):
            yield number, dict.fromkeys(filter(None, titles), "") | line


def _title(cell: object) -> str:
    text = clean(str(cell or "")).strip()
    return _VIETNAMESE.get(" ".join(fold(text).split()), text)


def _text(cell: object) -> str:
    """Excel keeps codes as numbers and days as moments."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean("" if cell is None else str(cell))


Reader = Callable[[UnitTables, Iterator[tuple[int, Line]], str], None]


def _reader_for(header: set[str]) -> Reader | None:
    if header >= UNIT_HEADER:
        return _read_units
    if {"code", "alias", "kind", "valid_from", "valid_to"} <= header:
        return _read_aliases
    if {"old_code", "old_province_code", "new_code", "extent", "effective_date"} <= header:
        return _read_changes
    return None


def _read_units(tables: UnitTables, lines: Iterator[tuple[int, Line]], file: str) -> None:
    for number, line in lines:
        if not _fits(line["code"], 32) or not _fits(line["name"], 200) or not _fits(line["type"], 40):
            raise _bad_line(file, number)
        name, kind = line["name"], line["type"].lower()
        full_name = line.get("full_name") or full_name_of(kind, name, is_office=is_office_kind(kind))
        tables.units.append(
            UnitRow(
                code=line["code"],
                name=name,
                kind=kind,
                parent_code=line["parent_code"],
                valid_from=_day(line["valid_from"], file, number),
                valid_to=_day(line["valid_to"], file, number),
                full_name=full_name[:240],
                note=line.get("note", ""),
            )
        )


def _read_aliases(tables: UnitTables, lines: Iterator[tuple[int, Line]], file: str) -> None:
    for number, line in lines:
        days = _day(line["valid_from"], file, number), _day(line["valid_to"], file, number)
        tables.aliases.append(AliasRow(line["code"], line["alias"], line["kind"], *days))


def _read_changes(tables: UnitTables, lines: Iterator[tuple[int, Line]], file: str) -> None:
    for number, line in lines:
        effective = _day(line["effective_date"], file, number)
        codes_fit = _fits(line["old_code"], 32) and _fits(line["new_code"], 32)
        if effective is None or line["extent"] not in ("whole", "part") or not codes_fit:
            raise _bad_line(file, number)
        tables.changes.append(
            ChangeRow(
                old_code=line["old_code"],
                old_province=line["old_province_code"],
                new_code=line["new_code"],
                new_name=line.get("new_name", "")[:200],
                new_kind=line.get("new_type", "").lower()[:40],
                extent=line["extent"],
                effective_on=effective,
                legal_basis=line.get("legal_basis", ""),
                note=line.get("source_note", ""),
            )
        )


def _fits(text: str, length: int) -> bool:
    return 0 < len(text) <= length


def _day(text: str, file: str, number: int) -> date | None:
    """2025-07-01, or 01/07/2025 as clerks write it."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date() if text else None  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _bad_line(file, number)


def _bad_line(file: str, number: int) -> DomainError:
    return DomainError(
        _("Tệp %(file)s, dòng %(line)s có ngày hoặc mã không đúng.") % {"file": file, "line": number}
    )


def _no_table(file: str) -> DomainError:
    return DomainError(
        _("Tệp %(file)s không phải bảng đơn vị, bảng tên khác hay bảng chuyển đổi đơn vị.") % {"file": file}
    )


def _unreadable(file: str) -> DomainError:
    return DomainError(
        _("Không đọc được tệp %(file)s: cần tệp Excel (.xlsx) hoặc CSV mã UTF-8.") % {"file": file}
    )
