"""The canonical rows of a run: what is hashed, kept and compared byte for byte.

One JSON object a line, keys sorted, no blanks, UTF-8 in NFC, lines sorted by their bytes, each ended by a line feed;
Vietnamese whatever the language of whoever asks. People and units by their public identifiers, never by name of a
person: a corrected name is no other figure. A change of this form is a new `CANON`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from django.utils import translation

from common.bulk import among
from people.models import Person
from people.queries.tree import Unit
from reports.definitions import target_of
from reports.queries.basis import Basis, basis_of
from reports.queries.figures import Figures, Frame, evaluate, load_facts
from reports.queries.rows import unit_rows
from reports.rules import Member

CANON = 1
_COUNTS = ("numerator", "denominator", "excluded")
_FEW = 5_000


@dataclass(frozen=True)
class Asked:
    """What a run computes: rules, day, until when we knew, whose map."""

    definitions: list[dict[str, Any]]
    as_of: date
    cutoff: datetime | None
    frame: Frame
    known_at: datetime


@dataclass(frozen=True)
class Computed:
    """The figures of each target and what they rested on."""

    figures: list[Figures]
    basis: Basis

    @property
    def lines(self) -> list[bytes]:
        """The canonical rows."""
        with translation.override("vi"):
            return sorted(line for one in self.figures for line in lines_of(one, one.members))

    @property
    def content(self) -> bytes:
        """The canonical rows as one file."""
        return b"".join(self.lines)


def computed(asked: Asked, basis: Basis | None = None) -> Computed:
    """Compute from the record; with a basis, on the units and posts that were known then."""
    with translation.override("vi"):  # some evidence is a sentence of ours
        targets = [target_of(definition) for definition in asked.definitions]
        facts = [load_facts(target, cutoff=asked.cutoff, known_at=asked.known_at) for target in targets]
        known = basis or basis_of(facts)
        return Computed([evaluate(known.under(one), asked.as_of, asked.frame) for one in facts], known)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def _line(row: dict[str, Any]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{normalize('NFC', text)}\n".encode()


def lines_of(figures: Figures, members: Sequence[Member]) -> Iterator[bytes]:
    """Total, units and these members of one figure, in no order."""
    return (_line(row) for row in _rows(figures, members))


def _rows(figures: Figures, members: Sequence[Member]) -> Iterator[dict[str, Any]]:
    about = {"target": figures.target.code}
    total = figures.tally.total
    yield about | {"kind": "total"} | {name: getattr(total, name) for name in _COUNTS}
    for row in unit_rows(figures):
        yield about | {"kind": "unit"} | row
    yield from (about | row for row in _members(figures, members))


def _members(figures: Figures, members: Sequence[Member]) -> Iterator[dict[str, Any]]:
    units = figures.facts.tree.units
    people = {} if figures.target.counts_units else _people(members)
    for member in members:
        who = units[member.person].uuid if figures.target.counts_units else people[member.person]
        yield {
            "kind": "member",
            "member": str(who),
            "unit": named(units[member.unit]),
            "standing": member.standing.value,
            "completed_on": member.completed_on.isoformat() if member.completed_on else None,
            "reason": member.reason,
        }


def named(unit: Unit) -> str:
    """A unit's version: its code and since when."""
    return f"{unit.code}@{unit.valid_from.isoformat() if unit.valid_from else ''}"


def _people(members: Sequence[Member]) -> dict[int, Any]:
    """Everybody, unless few are asked for."""
    rows = Person.objects.all()
    if len(members) <= _FEW:
        rows = rows.filter(pk__in=among([member.person for member in members] or [0]))
    return dict(rows.values_list("pk", "uuid").iterator(chunk_size=5000))
