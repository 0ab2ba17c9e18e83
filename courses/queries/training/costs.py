"""What classes cost, by year and source, and what that is a person trained; planned classes and past ones together."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, Sum

from common.clock import local_day
from courses.models import CostLine, PastClass, TrainingSession
from courses.models.past import PastState
from courses.models.session import CostSource, SessionState
from courses.queries.training.trained import trained_by

COUNTED = (SessionState.RUNNING, SessionState.CLOSED)
NAMES: list[str] = list(CostSource.values)


@dataclass(frozen=True)
class ClassCost:
    """One class that has begun, with its cost by source in đồng; `past` ones came from workbooks."""

    uuid: UUID
    title: str
    office: str
    day: date
    trained: int
    costs: dict[str, int]
    past: bool = False
    course: int = 0
    lead_unit: int = 0

    @property
    def total(self) -> int:
        return sum(self.costs.values())

    @property
    def per_person(self) -> int | None:
        """Whole đồng; nothing before somebody is trained."""
        return per_person(self.total, self.trained)

    @property
    def amounts(self) -> list[int]:
        """In the order of the sources."""
        return [self.costs.get(source, 0) for source in NAMES]


@dataclass
class YearCost:
    """The sums of one year."""

    year: int
    classes: int = 0
    trained: int = 0
    costs: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def total(self) -> int:
        return sum(self.costs.values())

    @property
    def per_person(self) -> int | None:
        return per_person(self.total, self.trained)

    @property
    def amounts(self) -> list[int]:
        return [self.costs.get(source, 0) for source in NAMES]


def per_person(total: int, trained: int) -> int | None:
    """đồng a person trained."""
    return round(total / trained) if trained else None


def class_costs(units: set[int] | None) -> list[ClassCost]:
    """Classes led by these units (None: all), the latest first; a fixed number of queries."""
    found = [*_planned(units), *_past(units)]
    return sorted(found, key=lambda one: (one.day, one.title), reverse=True)


def by_year(classes: list[ClassCost]) -> list[YearCost]:
    """The latest year first. People are counted a class: who came to two classes was paid for twice."""
    years: dict[int, YearCost] = {}
    for one in classes:
        year = years.setdefault(one.day.year, YearCost(one.day.year))
        year.classes += 1
        year.trained += one.trained
        for source, amount in one.costs.items():
            year.costs[source] += amount
    return sorted(years.values(), key=lambda year: -year.year)


def cost_of(session: TrainingSession) -> tuple[int, int, int | None]:
    """Cost in đồng, people trained, and cost a person, of one class."""
    total = CostLine.objects.filter(session=session).aggregate(all=Sum("amount"))["all"] or 0
    trained = len(trained_by([session.pk])[session.pk])
    return total, trained, per_person(total, trained)


def _planned(units: set[int] | None) -> list[ClassCost]:
    rows = _led(TrainingSession.objects.filter(state__in=COUNTED), units)
    last = Max("meetings__starts_at", filter=Q(meetings__cancelled_at__isnull=True))
    sessions = list(
        rows.order_by()
        .annotate(last=last)
        .values_list(
            "pk",
            "uuid",
            "title",
            "lead_unit__full_name",
            "last",
            "created_at",
            "release__course",
            "lead_unit",
        )
    )
    keys = [row[0] for row in sessions]
    costs: dict[int, dict[str, int]] = defaultdict(dict)
    for session, source, amount in CostLine.objects.filter(session__in=keys).values_list(
        "session", "source", "amount"
    ):
        costs[session][source] = amount
    trained = trained_by(keys)
    return [
        ClassCost(
            uuid,
            title,
            office,
            local_day(when or made),
            len(trained[key]),
            costs[key],
            course=course,
            lead_unit=lead,
        )
        for key, uuid, title, office, when, made, course, lead in sessions
    ]


def _past(units: set[int] | None) -> list[ClassCost]:
    rows = _led(PastClass.objects.filter(state=PastState.APPLIED), units).order_by()
    columns = ("uuid", "title", "lead_unit__full_name", "ends_on", "totals", "costs", "course", "lead_unit")
    return [
        ClassCost(
            uuid,
            title,
            office,
            day,
            totals.get("recorded", 0),
            costs,
            past=True,
            course=course,
            lead_unit=lead,
        )
        for uuid, title, office, day, totals, costs, course, lead in rows.values_list(*columns)
    ]


def _led(rows: Any, units: set[int] | None) -> Any:
    return rows if units is None else rows.filter(lead_unit__in=units)
