"""Says of every row what recording it would do; nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from courses.models import Course, PastRow
from courses.queries.past.counted import already_learnt, attended_on
from courses.resources.past_classes.people import IdentityConflict, Register
from people.models import Account
from people.queries.tree import Unit, UnitTree
from people.rosters.row import Row
from people.rosters.unit_finder import UnitFinder

Status = PastRow.Status
Tick = Callable[[int], None]
STEP = 1_000
UNIT_PROBLEMS = {"unit_not_found", "unit_not_yet_valid", "unit_level_abolished"}


@dataclass(slots=True)
class Judged:
    """One row with its outcome."""

    row: Row
    status: str = Status.REJECTED
    person: int | None = None
    unit: int | None = None
    reason: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Asked:
    """For which class, on which day, by whom, seen from which day."""

    course: Course
    day: date
    today: date
    by: Account | None
    tree: UnitTree


def judge(rows: list[Row], asked: Asked, tick: Tick | None = None) -> list[Judged]:
    """Every row with its outcome, in order."""
    today = UnitFinder(asked.tree, asked.today)
    for row in rows:
        _try_units_of_today(row, today)
    register = Register(rows, asked.tree, asked.by, (asked.day, asked.today))
    found: list[Judged] = []
    seen: set[int | tuple[str, ...]] = set()
    for number, row in enumerate(rows):
        if tick and number % STEP == 0:
            tick(number)
        found.append(_one(row, register, asked.day, seen))
    _settle(found, asked)
    return found


def _try_units_of_today(row: Row, finder: UnitFinder) -> None:
    """An office that fills in the form now writes what a commune is called now."""
    if row.unit is None and row.reason in UNIT_PROBLEMS and row.unit_text:
        again = finder.find(**row.unit_question)
        if again.unit:
            row.unit, row.reason = again.unit, ""
            row.warnings.append("unit_of_today")


def _one(row: Row, register: Register, day: date, seen: set[Any]) -> Judged:
    try:
        person = register.find(row) if row.full_name else None
    except IdentityConflict:
        return Judged(row, reason="identity_conflict")
    if row.reason in ("missing_name", "missing_identifier", "left_out"):
        return Judged(row, reason=row.reason)
    if person is None:
        return _unknown(row, register, seen)
    unit = row.unit.id if row.unit else register.unit_on(person, day)
    judged = Judged(row, Status.NEW, person.key, unit)
    if not register.is_held(person):
        return Judged(row, reason="person_outside_scope")
    if person.key in seen:
        judged.status = Status.DUPLICATE
    seen.add(person.key)
    return judged


def _unknown(row: Row, register: Register, seen: set[Any]) -> Judged:
    """Nobody: can be added where the row says a unit in scope."""
    if row.unit is None:
        return Judged(row, reason=row.reason or "unit_not_found")
    if not register.is_in_scope(row.unit.id):
        return Judged(row, reason="unit_outside_scope")
    keys = [key for key in (row.id_hash, f"{row.phone}|{row.key}" if row.phone else "") if key]
    if row.birth.on:
        keys.append(f"{row.key}|{row.birth.on}|{row.unit.id}")
    again = any(key in seen for key in keys)
    seen.update(keys)
    return Judged(row, Status.DUPLICATE if again else Status.UNKNOWN, unit=row.unit.id)


def _settle(judged: list[Judged], asked: Asked) -> None:
    """Who has this very class on record, and who has learnt the course already."""
    people = [one.person for one in judged if one.person]
    known = attended_on(people, asked.course, asked.day)
    learnt = already_learnt(people, asked.course)
    for one in judged:
        if one.status == Status.NEW and one.person in known:
            one.status = Status.KNOWN
        elif one.status == Status.NEW and one.person in learnt:
            one.status = Status.COUNTED


def shown(row: Row, unit: Unit | None) -> dict[str, Any]:
    """As kept: enough to show the row and to add whoever is unknown; the number only as its hash."""
    birth = row.birth
    return {
        "full_name": row.full_name,
        "birth_on": birth.on.isoformat() if birth.on else "",
        "birth_year": birth.year,
        "gender": row.gender,
        "id_hash": row.id_hash,
        "id_kind": row.identity.kind,
        "id_last3": row.identity.number[-3:],
        "phone": row.phone,
        "email": row.email,
        "position": row.position,
        "unit_text": row.unit_text,
        "unit": unit.full_name if unit else "",
    }
