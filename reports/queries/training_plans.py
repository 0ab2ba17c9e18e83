"""Units' training plans beside what happened: classes held, people trained, money spent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from courses.queries.training.costs import ClassCost
from people.queries.coverage import covered, heads_on
from people.queries.tree import UnitTree
from reports.models import TrainingPlan, TrainingPlanLine


@dataclass(frozen=True)
class Kept:
    """One line with the classes of its course that the unit has led in the year."""

    line: TrainingPlanLine
    classes: list[ClassCost]
    today: date

    @property
    def held(self) -> int:
        return len(self.classes)

    @property
    def trained(self) -> int:
        """A class counts its own people; who came to two is two here, as in the costs."""
        return sum(one.trained for one in self.classes)

    @property
    def spent(self) -> int:
        return sum(one.total for one in self.classes)

    @property
    def is_late(self) -> bool:
        """Whether its last day has passed with classes still to hold."""
        return self.line.ends_on < self.today and self.held < self.line.classes


@dataclass(frozen=True)
class Tracked:
    """A plan with its lines, and classes of the year that nobody planned."""

    plan: TrainingPlan
    lines: list[Kept]
    unplanned: list[ClassCost]

    @property
    def classes(self) -> int:
        return sum(one.line.classes for one in self.lines)

    @property
    def held(self) -> int:
        return sum(one.held for one in self.lines)

    @property
    def people(self) -> int:
        return sum(one.line.people for one in self.lines)

    @property
    def trained(self) -> int:
        return sum(one.trained for one in self.lines)

    @property
    def budget(self) -> int:
        return sum(one.line.total for one in self.lines)

    @property
    def spent(self) -> int:
        """Of planned and unplanned classes: money knows no difference."""
        return sum(one.spent for one in self.lines) + sum(one.total for one in self.unplanned)

    @property
    def is_over(self) -> bool:
        return self.spent > self.budget

    @property
    def is_late(self) -> bool:
        return any(one.is_late for one in self.lines)


def own_units(tree: UnitTree, unit: int, day: date) -> set[int]:
    """The unit, all below it, and what they were and have become by the day."""
    return {unit}.union(*(covered(tree, head, day) for head in heads_on(tree, unit, day)))


def visible_plans(within: Collection[int] | None) -> QuerySet[TrainingPlan]:
    """The plans of the units in scope."""
    rows = TrainingPlan.objects.select_related("unit", "plan").prefetch_related(
        "lines__course", "lines__target"
    )
    return rows if within is None else rows.filter(unit__in=within)


def tracked(
    plans: Iterable[TrainingPlan], classes: Collection[ClassCost], tree: UnitTree, today: date
) -> list[Tracked]:
    """Each plan with its classes; asks nothing of the database beside what it is given."""
    return [_tracked(plan, classes, tree, today) for plan in plans]


def _tracked(plan: TrainingPlan, classes: Collection[ClassCost], tree: UnitTree, today: date) -> Tracked:
    units = own_units(tree, plan.unit_id, min(today, date(plan.year, 12, 31)))
    held = [one for one in classes if one.lead_unit in units and one.day.year == plan.year]
    lines = list(plan.lines.all())
    planned = {line.course_id for line in lines}
    kept = [Kept(line, [one for one in held if one.course == line.course_id], today) for line in lines]
    return Tracked(plan, kept, [one for one in held if one.course not in planned])
