"""Who a plan still waits for on a day: the same people that the figure counts as missing, less those left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from courses.models import EnrolmentProgress
from courses.models.progress import State
from courses.queries.assigning import people_under, units_under
from people.queries.people import posted_on
from people.queries.tree import UnitTree
from reports.models import ChasePlan, ChaseSkip, Counts, Target
from reports.queries.figures import Frame, load_facts
from reports.queries.kept_figures import figure_of
from reports.queries.kept_parts import missing_in
from reports.rules import Standing

People = dict[int, int]  # person → unit of today's map


def active_plans(day: date) -> list[ChasePlan]:
    """Plans that chase on the day: not paused, begun, about people, their order not ended."""
    plans = ChasePlan.objects.filter(paused_at__isnull=True).filter(
        Q(target__counts=Counts.PEOPLE, target__starts_on__lte=day)
        | Q(assignment__ended_at__isnull=True, target=None)
    )
    return list(with_subject(plans))


def with_subject(plans: QuerySet[ChasePlan]) -> QuerySet[ChasePlan]:
    """With what a title, a due day and a page need."""
    related = ("target__responsible_unit", "target__unit", "assignment__course", "assignment__unit")
    return plans.select_related(*related).prefetch_related("target__courses")


def missing_of(
    plan: ChasePlan, *, day: date, at: datetime, tree: UnitTree, people: Collection[int] | None = None
) -> People:
    """Everybody (of `people`, when they are few) who is missing, also those left out."""
    if plan.target:
        return _missing_at(plan.target, day, at, tree, people)
    order = plan.assignment
    assert order
    rows = EnrolmentProgress.objects.exclude(state__in=[State.COMPLETED, State.EXCUSED]).filter(
        enrolment__course=order.course_id,
        enrolment__learner__merged_into__isnull=True,
        enrolment__learner__in=people_under(order.unit, day, tree),
    )
    rows = rows if people is None else rows.filter(enrolment__learner__in=people)
    return units_of(rows.values_list("enrolment__learner_id", flat=True), day, tree)


def _missing_at(
    target: Target, day: date, at: datetime, tree: UnitTree, people: Collection[int] | None
) -> People:
    if people is None:
        return missing_in(
            figure_of(target, tree, as_of=day, frame=Frame.NOW, within=None, now=at, exact=True)
        )
    facts = load_facts(target, cutoff=None, known_at=at, people=people, tree=tree)
    return {one.person: one.unit for one in facts.members(day) if one.standing is Standing.MISSING}


def units_of(people: Iterable[int], day: date, tree: UnitTree) -> People:
    """Where each of them stands: the unit, as it is called today, of the post that began last; nobody who left."""
    posts = posted_on(day).filter(person__in=people).order_by("starts_on", "-pk")
    return {
        person: tree.current(unit, day) or unit for person, unit in posts.values_list("person_id", "unit_id")
    }


@dataclass(frozen=True)
class LeftOut:
    """Who is left out of a plan, or (plan None) of all."""

    people: frozenset[tuple[int | None, int]]
    units: frozenset[tuple[int | None, int]]

    def has(self, plan: ChasePlan, person: int, unit: int) -> bool:
        """Whether the person is left out themselves or through their unit."""
        own = {(plan.pk, person), (None, person)} & self.people
        return bool(own or {(plan.pk, unit), (None, unit)} & self.units)


def left_out(day: date, tree: UnitTree) -> LeftOut:
    """What holds on the day."""
    rows = skips_on(day).values_list("plan_id", "person_id", "unit_id")
    people = frozenset((plan, person) for plan, person, _unit in rows if person)
    units = frozenset(
        (plan, below) for plan, _person, unit in rows if unit for below in units_under(tree, unit, day)
    )
    return LeftOut(people, units)


def skips_on(day: date) -> QuerySet[ChaseSkip]:
    """The rows that hold on a day."""
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    return ChaseSkip.objects.filter(lasting, ended_at__isnull=True)
