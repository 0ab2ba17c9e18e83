"""What the head of a unit asks: who of my people is missing what, and by when; their classes; what waits for a word."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from courses.models import Meeting, Seat, TrainingSession
from courses.models.seat import HOLDING, PENDING
from courses.models.session import PLANNED, SessionState
from people.models import Person
from people.queries.people import for_list
from reports.models import Target
from reports.queries.behind import Choice, behind
from reports.queries.figures import Figures
from reports.rules import Cell, Standing


@dataclass(frozen=True)
class Row:
    """A target in a unit."""

    target: Target
    cell: Cell


@dataclass
class Lacks:
    """A person and what is still missing, with its last day."""

    person: Person | None = None
    targets: list[tuple[Target, date]] = field(default_factory=list)

    @property
    def due_on(self) -> date:
        return min(day for _target, day in self.targets)


def rows_of(figures: Iterable[Figures], unit: int) -> list[Row]:
    """Targets in which anybody of the unit counts; those of people first."""
    found = [(one.target, one.tally.units.get(unit)) for one in figures]
    rows = [Row(target, cell) for target, cell in found if cell and (cell.denominator or cell.excluded)]
    return sorted(rows, key=lambda row: (not row.target.counts_people, row.target.due_on, row.target.code))


def lacking(figures: Iterable[Figures], unit: int, day: date) -> list[Lacks]:
    """Everybody who misses anything, the most urgent first; the same people as behind the targets' cells."""
    found: dict[int, Lacks] = {}
    for one in figures:
        if not one.target.counts_people:
            continue
        cell = behind(one, Choice([unit], standing=Standing.MISSING))
        for member in cell.members(list(cell.keys())):
            lacks = found.setdefault(member.person, Lacks())
            lacks.targets.append((one.target, member.due_on or one.target.due_on))
    people = {person.pk: person for person in for_list(Person.objects.filter(pk__in=found), day)}
    for key, lacks in found.items():
        lacks.person = people[key]
    return sorted(found.values(), key=lambda one: (one.due_on, one.person.sort_key if one.person else ""))


def classes_of(people: QuerySet[Person], at: datetime) -> QuerySet[TrainingSession]:
    """Classes to come in which these people have seats: `held`, `waiting`, and the last meeting."""
    seats = Seat.objects.filter(person__in=people.order_by().values("pk"), state__in=(*HOLDING, *PENDING))
    ahead = Meeting.objects.filter(starts_at__gte=at, cancelled_at__isnull=True).values("session")
    mine = Q(seats__in=seats)
    rows = TrainingSession.objects.filter(mine, pk__in=ahead, state__in=PLANNED - {SessionState.DRAFT})
    return rows.annotate(
        held=Count("seats", filter=Q(seats__state__in=HOLDING) & mine, distinct=True),
        waiting=Count("seats", filter=Q(seats__state__in=PENDING) & mine, distinct=True),
        last=Max("meetings__ends_at"),
    ).order_by("last", "pk")
