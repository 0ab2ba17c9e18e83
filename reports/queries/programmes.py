"""Where a programme is carried out, what a plan asks for, and who has learnt its courses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from courses.models import Course, EnrolmentProgress
from courses.queries.training.costs import ClassCost
from people.models.org_unit import Level
from people.queries.coverage import covered, heads_on, roots
from people.queries.people import posted_in
from people.queries.tree import Unit, UnitTree
from reports.models import Plan, Programme, TrainingPlan

RURAL = "xã"


@dataclass(frozen=True)
class Ground:
    """The units of a programme's own day, and those they are on another one."""

    then: list[Unit]
    now: list[Unit]


@dataclass(frozen=True)
class Learnt:
    """One course with how many have completed it, and the other plans that it counts for."""

    course: Course
    people: int
    plans: list[Plan]


@dataclass(frozen=True)
class Money:
    """Of a plan, in đồng: what approved training plans ask for, what classes have cost."""

    budget: int
    spent: int
    classes: int

    @property
    def left(self) -> int:
        """Below nothing when more was spent than planned."""
        return self.budget - self.spent


def ground_of(programme: Programme, tree: UnitTree, day: date) -> Ground | None:
    """The communes of a rural programme; None when it is carried out everywhere."""
    if not programme.area or not programme.area_on:
        return None
    since = programme.area_on
    ours = _province_of(tree, since, day)
    then = [unit for unit in tree.on(since) if unit.id in ours and _is_rural(unit)]
    now = {head for unit in then for head in heads_on(tree, unit.id, day)}
    return Ground(in_order(then), in_order(tree.units[one] for one in now))


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """By name."""
    return sorted(units, key=lambda unit: (unit.sort_key, unit.code))


def people_within(
    ground: Ground | None, tree: UnitTree, day: date, within: Collection[int] | None
) -> set[int] | None:
    """The units whose people a reader may count for a programme; None means all there are."""
    if ground is None:
        return None if within is None else set(within)
    units = set().union(*(covered(tree, unit.id, day) for unit in ground.now))
    return units if within is None else units & set(within)


def completed_by_course(courses: Collection[int], units: set[int] | None, day: date) -> dict[int, int]:
    """How many people have completed each course: one query."""
    rows = _completions(courses, units, day).values("enrolment__course")
    counted = rows.annotate(n=Count("enrolment__learner", distinct=True)).values_list(
        "enrolment__course", "n"
    )
    return dict(counted)


def completed_all(courses: Collection[int], units: set[int] | None, day: date) -> int:
    """How many have completed every one of them."""
    if not courses:
        return 0
    rows = _completions(courses, units, day).values("enrolment__learner")
    every = rows.annotate(n=Count("enrolment__course", distinct=True)).filter(n=len(set(courses)))
    return int(every.count())


def completed_any(courses: Collection[int], units: set[int] | None, day: date) -> int:
    """How many have completed at least one: each person once, whatever the number of courses and plans."""
    return _completions(courses, units, day).values("enrolment__learner").distinct().count()


def courses_of_plan(plan: Plan) -> QuerySet[Course]:
    """Each course once that a target of the plan counts, itself or through a programme."""
    through = Q(target__plans=plan) | Q(programmes__targets__plans=plan) | Q(programmes__plans=plan)
    return Course.objects.filter(through).distinct().order_by("title")


def learnt_for(plan: Plan, units: set[int] | None, day: date) -> list[Learnt]:
    """The courses of a plan; a course of two plans is one course, one class and one bill."""
    courses = list(courses_of_plan(plan))
    done = completed_by_course([course.pk for course in courses], units, day)
    others = {other: set(courses_of_plan(other)) for other in Plan.objects.exclude(pk=plan.pk)}
    return [
        Learnt(course, done.get(course.pk, 0), [other for other, held in others.items() if course in held])
        for course in courses
    ]


def money_of(plan: Plan, classes: Iterable[ClassCost], within: Collection[int] | None) -> Money:
    """Budget of the approved training plans, cost of the classes of the plan's courses in its period."""
    years = plan.starts_on.year, plan.ends_on.year
    rows = TrainingPlan.objects.filter(plan=plan, state=TrainingPlan.State.APPROVED, year__range=years)
    rows = rows if within is None else rows.filter(unit__in=within)
    budget = sum(line.total for row in rows.prefetch_related("lines") for line in row.lines.all())
    courses = set(courses_of_plan(plan).values_list("pk", flat=True))
    held = [one for one in classes if one.course in courses and plan.starts_on <= one.day <= plan.ends_on]
    return Money(budget, sum(one.total for one in held), len(held))


def _province_of(tree: UnitTree, since: date, day: date) -> set[int]:
    """What lay under today's province that day: what joined it later had programmes of its own."""
    codes = {tree.units[root].code for root in roots(tree, day)}
    heads = (unit.id for unit in tree.on(since) if unit.level == Level.PROVINCE and unit.code in codes)
    return set().union(*(tree.subtree(head, since) for head in heads))


def _is_rural(unit: Unit) -> bool:
    return unit.level == Level.COMMUNE and not unit.is_office and unit.kind == RURAL


def _completions(courses: Collection[int], units: set[int] | None, day: date) -> QuerySet[Any]:
    rows = EnrolmentProgress.objects.order_by().filter(
        enrolment__course__in=list(courses),
        completed_at__isnull=False,
        enrolment__learner__merged_into__isnull=True,
    )
    return rows if units is None else rows.filter(enrolment__learner__in=posted_in(units, day))
