"""One row of a roster as understood: clean values, warnings, and the reason when it cannot be taken."""

import hmac
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from common.vietnamese import name_key
from people.models import Person
from people.queries.tree import Unit
from people.rosters import cells
from people.rosters.dates import NO_BIRTH
from people.rosters.lines import Line
from people.rosters.unit_finder import UnitFinder

_RESTORED = ("cccd_leading_zero_restored", "phone_leading_zero_restored")
_BIRTHS = (("birth", ""), ("birth_male", "nam"), ("birth_female", "nu"))


@dataclass(slots=True)
class Row:
    """`status` is one of RosterRow.Status once the row has been judged; `person` is what it became."""

    sheet: str
    number: int
    full_name: str = ""
    key: str = ""
    birth: cells.Birth = NO_BIRTH
    gender: str = ""
    identity: cells.Identity = cells.NO_NUMBER
    id_hash: str = ""
    phone: str = ""
    email: str = ""
    position: str = ""
    unit_text: str = ""
    unit_code: str = ""
    district: str = ""
    section: str = ""
    unit: Unit | None = None
    warnings: list[str] = field(default_factory=list)
    reason: str = ""
    status: str = ""
    changed: list[str] = field(default_factory=list)
    person: Person | None = None
    after: dict[str, Any] | None = None

    @property
    def unit_question(self) -> dict[str, str]:
        """What the unit was looked up by."""
        text = self.unit_text if self.unit_text != self.section else ""
        return {"text": text, "code": self.unit_code, "district": self.district, "section": self.section}


def read_row(line: Line, *, as_of: date, finder: UnitFinder) -> Row:
    """Every cell by its rule; the first reason that stands in the way is kept."""
    row = Row(line.sheet, line.number, warnings=line.warnings)
    said, found = line.cells, row.warnings
    row.full_name, row.key = _name(line.text("full_name"))
    row.identity = cells.read_identity(said.get("identity"), found)
    row.id_hash = identity_hash(row.identity.number)
    row.phone = cells.read_phone(said.get("phone"), found)
    row.email = cells.read_email(said.get("email"), found)
    row.position = line.text("position")[:300]
    _read_birth(row, line, as_of)
    _read_unit(row, line, finder)
    if len(found) > 1:
        row.warnings = sorted(dict.fromkeys(found), key=lambda code: code not in _RESTORED)
    row.reason = "left_out" if line.skip else _missing(row) or row.reason
    return row


def identity_hash(number: str) -> str:
    """HMAC-SHA-256 of an identity number; a plain hash of 12 digits could be found by trying all."""
    if not number:
        return ""
    return hmac.digest(settings.PERSON_HASH_KEY.encode(), number.encode(), "sha256").hex()


@lru_cache(maxsize=50_000)
def _name(text: str) -> tuple[str, str]:
    """The name as stored and its key; a roster has fewer names than people."""
    name = cells.read_name(text)[:200]
    return name, name_key(name)


def _read_birth(row: Row, line: Line, as_of: date) -> None:
    """Two columns, Nam and Nữ, tell the gender by which one is filled, be it with a date or a cross."""
    row.gender = cells.read_gender(line.cells.get("gender"))
    read = False
    for name, gender in _BIRTHS:
        cell = line.cells.get(name)
        if cell is None:
            continue
        row.gender = row.gender or gender
        if not read and not (gender and cells.is_cross(cell)):
            row.birth = cells.read_birth(cell, as_of, row.warnings)
            read = True


def _read_unit(row: Row, line: Line, finder: UnitFinder) -> None:
    text = line.text("unit")
    row.unit_text, row.section = text or line.section, line.section
    row.unit_code, row.district = line.text("unit_code"), line.text("district")
    if line.unit_uuid:
        found = finder.chosen(line.unit_uuid)
    else:
        found = finder.find(text=text, code=row.unit_code, district=row.district, section=row.section)
    row.unit, row.reason = found.unit, found.reason
    row.warnings += found.warnings


def _missing(row: Row) -> str:
    if not row.full_name:
        return "missing_name"
    return "" if row.id_hash or row.phone or row.birth.on else "missing_identifier"
