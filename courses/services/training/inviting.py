"""Invites many at once: those for whom there is a seat, the rest onto the wait-list in the order given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.models import Seat, SeatChange, TrainingSession
from courses.models.seat import SeatState, SeatStep
from courses.models.session import TAKES_PEOPLE
from courses.queries.training.roll import units_of
from courses.services.training.roll import Roll
from courses.services.training.telling import tell_step
from people.models import Account
from people.services.audit import Kind, record

BATCH = 500


@dataclass(frozen=True)
class Invited:
    """What an invitation did."""

    invited: int
    waiting: int
    already: int


@transaction.atomic
def invite(
    *,
    session: TrainingSession,
    people: Sequence[int],
    at: datetime,
    by: Account,
    rule: dict[str, Any] | None = None,
) -> Invited:
    """Whoever stands on the roll already, in whatever state, is left as they are: an answer is not asked again."""
    roll = Roll(session, at=at, by=by)
    roll.require_planned()
    known = set(Seat.objects.filter(session=roll.session).values_list("person_id", flat=True))
    fresh = [person for person in dict.fromkeys(people) if person not in known]
    seats = _made(roll, fresh)
    if rule is not None:
        TrainingSession.objects.filter(pk=session.pk).update(invitation_rule=rule)
    if roll.session.state in TAKES_PEOPLE:
        tell_step(roll.session, seats, SeatStep.INVITED, "", at)
    waiting = sum(seat.state == SeatState.WAITING for seat in seats)
    detail = {"class": session.code, "waitlisted": waiting}
    record(
        "class_invited",
        kind=Kind.CHANGE,
        by=by,
        at=at,
        unit=session.lead_unit,
        count=len(seats),
        detail=detail,
    )
    return Invited(len(seats) - waiting, waiting, len(set(people) & known))


def _made(roll: Roll, people: list[int]) -> list[Seat]:
    units, room = units_of(people, roll.at), max(0, roll.free)
    seats = [
        Seat(
            session=roll.session, person_id=person, unit_id=units.get(person), created_at=roll.at,
            state=SeatState.INVITED if place < room else SeatState.WAITING,
            waiting_since=None if place < room else roll.at,
        )
        for place, person in enumerate(people)
    ]  # fmt: skip
    Seat.objects.bulk_create(seats, batch_size=BATCH)
    steps = (
        SeatChange(seat=seat, at=roll.at, step=SeatStep.INVITED, state=seat.state, by=roll.by)
        for seat in seats
    )
    SeatChange.objects.bulk_create(steps, batch_size=BATCH)
    return seats
