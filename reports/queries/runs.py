"""What a run says: parsed rows, whether it can be reproduced, and what differs from what is known now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from reports.models import ReportRun, RunFile
from reports.queries.basis import unpacked
from reports.queries.canonical import Asked, computed, digest
from reports.queries.figures import Frame

Row = dict[str, Any]
# As canonical lines say it; a quotation mark inside a text is escaped there.
_MEMBER, _OUTSIDE = b'"kind":"member"', b'"standing":"excluded"'


@dataclass(frozen=True)
class Verdict:
    """Of `verify_run`: the stored bytes are as they were hashed, and the record still gives the same bytes."""

    intact: bool
    reproduced: bool
    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether both are so."""
        return self.intact and self.reproduced


@dataclass(frozen=True)
class Printed:
    """The rows of a stored run, grouped for reading."""

    run: ReportRun
    rows: list[Row]

    @cached_property
    def totals(self) -> dict[str, Row]:
        """Each target's total, by code."""
        return {row["target"]: row for row in self.rows if row["kind"] == "total"}

    def of_unit(self, code: str, valid_from: str | None) -> dict[str, Row]:
        """One unit's row of every target in which it appears."""
        return {
            row["target"]: row
            for row in self.rows
            if row["kind"] == "unit" and (row["code"], row["valid_from"]) == (code, valid_from)
        }

    @cached_property
    def members(self) -> dict[tuple[str, str], Row]:
        """Each member by target and public identifier."""
        return {(row["target"], row["member"]): row for row in self.rows if row["kind"] == "member"}


def file_of(run: ReportRun, kind: str) -> bytes:
    """The stored bytes."""
    return RunFile.objects.get(run=run, kind=kind).content


def printed(run: ReportRun) -> Printed:
    """The stored rows, never recomputed."""
    return Printed(run, parsed(file_of(run, RunFile.Kind.ROWS).splitlines()))


def told(run: ReportRun) -> Printed:
    """What a paper tells of them: all but the members within the rate, who are many and are not named."""
    lines = file_of(run, RunFile.Kind.ROWS).splitlines()
    return Printed(run, parsed(line for line in lines if _MEMBER not in line or _OUTSIDE in line))


def parsed(lines: Iterable[bytes]) -> list[Row]:
    """Canonical lines as rows."""
    return [json.loads(line) for line in lines]


def asked_by(run: ReportRun) -> Asked:
    """The parameters of a run."""
    return Asked(run.definitions, run.as_of, run.cutoff, Frame(run.frame), run.cutoff)


def verdict_on(run: ReportRun) -> Verdict:
    """Recompute with the stored definitions, cutoff and basis, and compare byte for byte."""
    stored, basis = file_of(run, RunFile.Kind.ROWS), file_of(run, RunFile.Kind.BASIS)
    intact = digest(stored) == run.rows_sha256 and digest(basis) == run.basis_sha256
    again = computed(asked_by(run), unpacked(basis)).content
    if again == stored:
        return Verdict(intact, reproduced=True)
    before, after = set(stored.splitlines()), set(again.splitlines())
    return Verdict(intact, False, _texts(before - after), _texts(after - before))


def as_known(run: ReportRun, at: datetime) -> Printed:
    """The same rules, day and map with everything known at `at`: what a printed figure would be today."""
    asked = Asked(run.definitions, run.as_of, None, Frame(run.frame), at)
    return Printed(run, parsed(computed(asked).lines))


def _texts(lines: set[bytes]) -> list[str]:
    return sorted(line.decode() for line in lines)
