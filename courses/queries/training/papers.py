"""What the papers of a class say of each person: seats in the order of lists, with the position of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from courses.models import Seat
from courses.models.seat import HOLDING
from courses.queries.training.roll import by_unit_and_name
from people.queries.people import posted_on


@dataclass(frozen=True)
class Line:
    """One person on a sheet or a badge."""

    seat: UUID
    name: str
    staff_code: str
    position: str
    unit: str


def lines_of(seats: QuerySet[Seat], day: date) -> Iterator[Line]:
    """Whoever holds a seat, by unit and given name; two queries."""
    rows = list(by_unit_and_name(seats.filter(state__in=HOLDING)))
    positions = dict(
        posted_on(day)
        .filter(person__in=seats.order_by().values("person"))
        .order_by("starts_on", "pk")
        .values_list("person_id", "position")
    )
    for seat in rows:
        person = seat.person
        unit = seat.unit.full_name if seat.unit else "Chưa rõ đơn vị"
        yield Line(seat.uuid, person.full_name, person.staff_code, positions.get(person.pk, ""), unit)
