"""Who is given what by a target's rule: the same people whom its figure counts, asked before anything is saved."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from common.clock import local_day
from courses.models import Course, Enrolment
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.models import CourseGift, CourseRule, Target
from reports.queries.figures import Frame
from reports.queries.kept_figures import figure_of
from reports.rules import Member, Standing


@dataclass(frozen=True)
class Giving:
    """One course: who is given it, and how many of those who must learn have it already."""

    course: Course
    people: list[Member]
    already: int


@dataclass(frozen=True)
class Plan:
    """What the rule would do now; `counted` are all keys of the population, whatever they have done."""

    givings: list[Giving]
    counted: frozenset[int]
    missing: int
    tree: UnitTree

    @property
    def total(self) -> int:
        """Enrolments that would be made."""
        return sum(len(one.people) for one in self.givings)

    def by_level(self, giving: Giving) -> list[tuple[str, int]]:
        """How many of each level, from the province down."""
        count = Counter(self.tree.units[one.unit].level for one in giving.people)
        return [(str(Level(level).label), count[level]) for level in Level.values if count[level]]


def courses_to_give(target: Target) -> list[Course]:
    """The target's courses and those of its programmes, each once."""
    found = {course.pk: course for course in target.courses.all()}
    for programme in target.programmes.prefetch_related("courses"):
        found |= {course.pk: course for course in programme.courses.all()}
    return sorted(found.values(), key=lambda course: course.title)


def plan_of(target: Target, courses: Sequence[Course], at: datetime, rule: CourseRule | None = None) -> Plan:
    """Whoever counts today and still has to learn, less whoever has the course or was given it by this rule."""
    tree, day = UnitTree.load(), local_day(at)
    figures = figure_of(target, tree, as_of=day, frame=Frame.NOW, within=None, now=at, exact=True)
    members = list(figures.members)
    missing = [one for one in members if one.standing is Standing.MISSING]
    if not target.starts_on <= day <= target.due_on:
        missing = []  # before its first day and after its last nothing is given
    keys = [one.person for one in missing]
    givings = []
    for course in courses:
        has = _enrolled(course, keys)
        given = _given(rule, course) if rule else set()
        people = [one for one in missing if one.person not in has and one.person not in given]
        givings.append(Giving(course, people, len(has)))
    return Plan(givings, frozenset(one.person for one in members), len(missing), tree)


def gone_from(rule: CourseRule, counted: Collection[int]) -> list[CourseGift]:
    """Gifts whose people do not count any more; records merged into another person's stay with that person."""
    gifts = rule.gifts.filter(state=CourseGift.State.GIVEN, enrolment__learner__merged_into__isnull=True)
    gone = gifts.select_related("enrolment__progress", "event")
    return [gift for gift in gone if gift.enrolment.learner_id not in counted]


def running_rules() -> QuerySet[CourseRule]:
    """Those that still give, oldest first."""
    return CourseRule.objects.filter(ended_at__isnull=True).select_related("target__unit").order_by("pk")


def _enrolled(course: Course, people: Sequence[int]) -> set[int]:
    """By whole sets: lists of keys above SQLite's limit of variables would have to be cut."""
    rows = Enrolment.objects.filter(course=course, withdrawn_at__isnull=True)
    return set(rows.values_list("learner_id", flat=True)).intersection(people)


def _given(rule: CourseRule, course: Course) -> set[int]:
    """Given by this rule and not taken back by it: what an officer withdrew by hand stays withdrawn."""
    rows = rule.gifts.filter(enrolment__course=course, state__in=CourseGift.STANDING)
    return set(rows.values_list("enrolment__learner_id", flat=True))
