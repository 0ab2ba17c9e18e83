"""Who is on the roll of a class: counts, the list by unit and given name, the unit of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from common.clock import local_day
from courses.models import Seat, TrainingSession
from courses.models.seat import HOLDING, SeatState
from courses.models.session import TAKES_PEOPLE
from people.queries.people import posted_on

MANY = 20_000


@dataclass(frozen=True)
class Counts:
    """How the seats of a class stand."""

    capacity: int
    by_state: dict[str, int]

    @property
    def held(self) -> int:
        return sum(self.by_state.get(state, 0) for state in HOLDING)

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.held)

    @property
    def over(self) -> int:
        """How many more come than there are seats, after the hall was made smaller."""
        return max(0, self.held - self.capacity)

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def invited(self) -> int:
        return self.by_state.get(SeatState.INVITED, 0)

    @property
    def confirmed(self) -> int:
        return self.by_state.get(SeatState.CONFIRMED, 0)

    @property
    def applied(self) -> int:
        return self.by_state.get(SeatState.APPLIED, 0)

    @property
    def waiting(self) -> int:
        return self.by_state.get(SeatState.WAITING, 0)

    @property
    def declined(self) -> int:
        return self.by_state.get(SeatState.DECLINED, 0) + self.by_state.get(SeatState.CANCELLED, 0)


def counts_of(session: TrainingSession, seats: QuerySet[Seat] | None = None) -> Counts:
    """The seats of one class by state; `seats` narrows to those whom the reader may see."""
    rows = session.seats.all() if seats is None else seats
    pairs = rows.order_by().values_list("state").annotate(Count("pk"))
    return Counts(session.capacity, dict(pairs))


def by_unit_and_name(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """The order of every list and sheet: unit, then given name; a page costs one query."""
    rows = seats.select_related("person", "unit")
    return rows.order_by("unit__sort_key", "unit_id", "person__sort_key", "pk")


def units_of(people: Collection[int], at: datetime) -> dict[int, int]:
    """Where each person belongs that day; of several posts the newest."""
    posts = posted_on(local_day(at)).order_by("starts_on", "pk")
    if len(people) < MANY:
        posts = posts.filter(person__in=people)
    return dict(posts.values_list("person_id", "unit_id"))


def with_free_seats_and_waiting() -> QuerySet[TrainingSession]:
    """Open classes in which somebody waits although a seat is free."""
    waits = Seat.objects.filter(session=OuterRef("pk"), state=SeatState.WAITING)
    held = Count("seats", filter=Q(seats__state__in=HOLDING))
    rows = TrainingSession.objects.filter(Exists(waits), state__in=TAKES_PEOPLE).annotate(held=held)
    return rows.filter(held__lt=F("capacity")).order_by("pk")
