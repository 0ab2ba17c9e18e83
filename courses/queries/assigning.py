"""Questions about standing orders: who has a post below a unit on a day, who of them is not enrolled."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from courses.models import Assignment, Course, Enrolment
from courses.models.progress import State
from people.models import OrgUnit, Person
from people.queries.coverage import covered, heads_on
from people.queries.people import posted_in
from people.queries.tree import UnitTree


@dataclass(frozen=True)
class Reach:
    """How many people an order would reach, and how many of them learn the course already."""

    people: int
    already: int

    @property
    def new(self) -> int:
        return self.people - self.already


def units_under(tree: UnitTree, unit_id: int, day: date) -> set[int]:
    """The unit and all below it that day, with every former unit that has become one of them."""
    return set().union(*(covered(tree, head, day) for head in heads_on(tree, unit_id, day)))


def people_under(unit: OrgUnit, day: date, tree: UnitTree | None = None) -> QuerySet[Person]:
    """Whoever has a post in the unit or below on the day, each person once."""
    units = units_under(tree or UnitTree.load(), unit.pk, day)
    return Person.objects.filter(pk__in=posted_in(units, day))


def not_enrolled(people: QuerySet[Person], course: Course) -> QuerySet[Person]:
    """Those who do not learn the course yet."""
    learns = Enrolment.objects.filter(learner=OuterRef("pk"), course=course, withdrawn_at__isnull=True)
    return people.exclude(Exists(learns))


def reach_of(course: Course, unit: OrgUnit, day: date) -> Reach:
    """What `assign` would do, before it is done."""
    people = people_under(unit, day)
    total = people.count()
    return Reach(total, total - not_enrolled(people, course).count())


def open_assignments() -> QuerySet[Assignment]:
    """Orders that still enrol newcomers, oldest first."""
    return Assignment.objects.filter(ended_at__isnull=True).select_related("course", "unit").order_by("pk")


def assignments_with_counts(units: set[int] | None) -> QuerySet[Assignment]:
    """The orders for these units (None: all), newest first, each with `people`, `finished`, `excused`."""
    orders = Assignment.objects.all() if units is None else Assignment.objects.filter(unit__in=units)
    learns = Q(enrolment__isnull=False, enrolment__learner__merged_into__isnull=True)
    return listed(orders).annotate(
        people=Count("enrolment", filter=learns),
        finished=Count("enrolment", filter=learns & Q(enrolment__progress__state=State.COMPLETED)),
        excused=Count("enrolment", filter=learns & Q(enrolment__progress__state=State.EXCUSED)),
        owed=F("people") - F("finished") - F("excused"),
    )


def listed(orders: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Newest first, with all that a row of the list says."""
    rows = orders.select_related("course", "unit", "lead_unit", "assigned_by__person")
    return rows.prefetch_related("partners__unit").order_by("-assigned_at", "-pk")
