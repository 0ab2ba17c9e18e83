"""The trainer's list of one meeting: what was ticked is written, and whose word it replaced is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import Attendance, Meeting, Seat
from courses.models.attendance import How, Presence
from courses.queries.training.attendance import expected, standing
from courses.services.training.register import Mark, Register
from people.models import Account
from people.services.audit import Kind, record


@dataclass(frozen=True)
class Tick:
    """What the page said before (`seen`, empty for nothing) and what it says now."""

    seen: str
    state: str


@dataclass
class Ticked:
    """How many rows were written; of whom somebody else had meanwhile written something else: (person, before)."""

    written: int = 0
    overtaken: list[tuple[Seat, Attendance]] = field(default_factory=list)


@transaction.atomic
def tick(
    *, meeting: Meeting, ticks: Mapping[UUID, Tick], at: datetime, by: Account, reason: str = ""
) -> Ticked:
    """Only what the trainer changed is written: a page opened long ago takes nothing back."""
    changed = {seat: one for seat, one in ticks.items() if one.state != one.seen and one.state}
    register = Register(meeting.session, at=at, by=by, reason=reason)
    seats = list(register.session.seats.filter(uuid__in=changed).select_related("person"))
    known = standing([meeting], {seat.pk for seat in seats}, names=True)
    done = Ticked()
    for seat in seats:
        before = known.get((seat.pk, meeting.pk))
        if before and before.state not in {changed[seat.uuid].seen, changed[seat.uuid].state}:
            done.overtaken.append((seat, before))
    marks = [Mark(seat, meeting, changed[seat.uuid].state, How.LIST, _moment(meeting, at)) for seat in seats]
    done.written = len(register.write(marks))
    _log(meeting, done.written, at, by, reason)
    return done


@transaction.atomic
def all_present(*, meeting: Meeting, at: datetime, by: Account) -> int:
    """Whoever holds a seat and of whom nothing is written yet was there; returns how many."""
    register = Register(meeting.session, at=at, by=by)
    known = standing([meeting])
    seats = expected(register.session.seats.filter(person__merged_into__isnull=True)).select_related("person")
    marks = [
        Mark(seat, meeting, Presence.PRESENT, How.LIST, _moment(meeting, at))
        for seat in seats
        if (seat.pk, meeting.pk) not in known and seat.holds
    ]
    written = len(register.write(marks))
    _log(meeting, written, at, by, "")
    return written


def _moment(meeting: Meeting, at: datetime) -> datetime:
    """A list that is ticked afterwards speaks of the meeting, not of the evening at the desk."""
    return min(max(at, meeting.starts_at), meeting.ends_at)


def _log(meeting: Meeting, count: int, at: datetime, by: Account, reason: str) -> None:
    detail = {"class": meeting.session.code, **({"reason": reason} if reason else {})}
    unit = meeting.session.lead_unit
    record("class_attendance_taken", kind=Kind.CHANGE, by=by, at=at, unit=unit, count=count, detail=detail)
