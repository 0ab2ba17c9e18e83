"""One row of a roster as understood: clean values, warnings, and the reason when it cannot be taken."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from common.vietnamese import name_key
from people.models import Person
from people.queries.tree import Unit
from people.rosters import cells
from people.rosters.lines import Line
from people.rosters.unit_finder import UnitFinder

_RESTORED = ("cccd_leading_zero_restored", "phone_leading_zero_restored")


@dataclass
class Row:
    """`status` is one of RosterRow.Status once the row has been judged; `person` is what it became."""

    sheet: str
    number: int
    full_name: str = ""
    key: str = ""
    birth: cells.Birth = field(default_factory=cells.Birth)
    gender: str = ""
    identity: cells.Identity = field(default_factory=cells.Identity)
    id_hash: str = ""
    phone: str = ""
    email: str = ""
    position: str = ""
    unit_text: str = ""
    unit: Unit | None = None
    warnings: list[str] = field(default_factory=list)
    reason: str = ""
    status: str = ""
    changed: list[str] = field(default_factory=list)
    person: Person | None = None
    after: dict[str, Any] | None = None


def read_row(line: Line, *, as_of: date, finder: UnitFinder) -> Row:
    """Every cell by its rule; the first reason that stands in the way is kept."""
    row = Row(line.sheet, line.number, warnings=list(line.warnings))
    row.full_name = cells.read_name(line.cells.get("full_name"))[:200]
    row.key = name_key(row.full_name)
    row.identity = cells.read_identity(line.cells.get("identity"), row.warnings)
    row.id_hash = identity_hash(row.identity.number)
    row.phone = cells.read_phone(line.cells.get("phone"), row.warnings)
    row.email = cells.read_email(line.cells.get("email"), row.warnings)
    row.position = line.text("position")[:300]
    _read_birth(row, line, as_of)
    _read_unit(row, line, finder)
    row.warnings = sorted(dict.fromkeys(row.warnings), key=lambda code: code not in _RESTORED)
    row.reason = _missing(row) or row.reason
    return row


def identity_hash(number: str) -> str:
    """HMAC-SHA-256 of an identity number; a plain hash of 12 digits could be found by trying all."""
    if not number:
        return ""
    return hmac.new(settings.PERSON_HASH_KEY.encode(), number.encode(), hashlib.sha256).hexdigest()


def _read_birth(row: Row, line: Line, as_of: date) -> None:
    """Two birth columns, Nam and Nữ, tell the gender by which one is filled."""
    row.gender = cells.read_gender(line.cells.get("gender"))
    for name, gender in (("birth", ""), ("birth_male", "nam"), ("birth_female", "nu")):
        if name in line.cells:
            row.birth = cells.read_birth(line.cells[name], as_of, row.warnings)
            row.gender = row.gender or gender
            return


def _read_unit(row: Row, line: Line, finder: UnitFinder) -> None:
    row.unit_text = line.text("unit") or line.section
    found = finder.find(
        text=line.text("unit"),
        code=line.text("unit_code"),
        district=line.text("district"),
        section=line.section,
    )
    row.unit, row.reason = found.unit, found.reason
    row.warnings += found.warnings


def _missing(row: Row) -> str:
    if not row.full_name:
        return "missing_name"
    return "" if row.id_hash or row.phone or row.birth.on else "missing_identifier"
