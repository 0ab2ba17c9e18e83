"""Communes (or the districts of a past day) by criteria: whose people have learnt a course that prepares for it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from common import clock
from courses.models import EnrolmentProgress
from people.models.org_unit import Level
from people.queries.people import posted_on
from people.queries.tree import Unit, UnitTree
from reports.models import CourseCriterion, Criterion, CriterionSet
from reports.queries.levels import last_day_of
from reports.rules import Cell

Learners = dict[int, set[int]]


@dataclass(frozen=True)
class Row:
    """A unit with one cell a criterion; a criterion without courses has none."""

    unit: Unit
    cells: list[tuple[Criterion, Cell | None]]


@dataclass(frozen=True)
class Matrix:
    """Rows by name; each criterion with the titles of its courses on the day."""

    criteria: list[tuple[Criterion, list[str]]]
    rows: list[Row]
    day: date


def day_shown(criteria: CriterionSet, tree: UnitTree, asked: date) -> date:
    """The asked day, or the last on which the set's level of units existed."""
    return last_day_of(tree, criteria.level, asked) or asked


def matrix_of(criteria: CriterionSet, tree: UnitTree, day: date, within: Collection[int] | None) -> Matrix:
    """Four queries: criteria, tags, posts, completions."""
    numbered = list(criteria.criteria.all())
    tags = _tags(criteria, day)
    done = _done(tags, day)
    people = _people(tree, criteria.level, day)
    rows = []
    for unit in _units(tree, criteria.level, day, within):
        here = people.get(unit.id, set())
        cells = [(one, _cell(here, done[one.pk]) if one.pk in tags else None) for one in numbered]
        rows.append(Row(unit, cells))
    told = [(one, sorted(tag.course.title for tag in tags.get(one.pk, []))) for one in numbered]
    return Matrix(told, rows, day)


def people_of_cell(criterion: Criterion, tree: UnitTree, day: date, unit: int) -> tuple[set[int], set[int]]:
    """Who has a post in the unit that day, and who of them has learnt for the criterion: what the cell counts."""
    here = _people(tree, criterion.criteria.level, day).get(unit, set())
    done = _done(_tags(criterion.criteria, day), day)
    return here, here & done[criterion.pk]


def tags_in_force(day: date) -> Q:
    """The tags of a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def _tags(criteria: CriterionSet, day: date) -> dict[int, list[CourseCriterion]]:
    rows = CourseCriterion.objects.filter(tags_in_force(day), criterion__criteria=criteria)
    found: dict[int, list[CourseCriterion]] = defaultdict(list)
    for tag in rows.select_related("course"):
        found[tag.criterion_id].append(tag)
    return found


def _done(tags: dict[int, list[CourseCriterion]], day: date) -> Learners:
    """By criterion, whoever has completed one of its courses by the day."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for criterion, rows in tags.items():
        for tag in rows:
            wanted[tag.course_id].add(criterion)
    completed = EnrolmentProgress.objects.filter(
        enrolment__course__in=list(wanted), completed_at__lte=clock.end_of_day(day)
    )
    found: Learners = defaultdict(set)
    for course, person in completed.values_list("enrolment__course", "enrolment__learner").iterator():
        for criterion in wanted[course]:
            found[criterion].add(person)
    return found


def _people(tree: UnitTree, level: str, day: date) -> Learners:
    """By unit of the level: everybody with a post there or below it, each once."""
    places: dict[int, int | None] = {}
    found: Learners = defaultdict(set)
    for unit, person in posted_on(day).values_list("unit", "person").iterator():
        if unit not in places:
            places[unit] = _place(tree, unit, level, day)
        here = places[unit]
        if here is not None:
            found[here].add(person)
    return found


def _place(tree: UnitTree, unit: int, level: str, day: date) -> int | None:
    here = tree.current(unit, day)
    while here is not None and not _is_of(tree.units[here], level):
        here = tree.parent_of(here, day)
    return here


def _units(tree: UnitTree, level: str, day: date, within: Collection[int] | None) -> list[Unit]:
    units = (unit for unit in tree.on(day) if _is_of(unit, level) and (within is None or unit.id in within))
    return sorted(units, key=lambda unit: (unit.sort_key, unit.code))


def _is_of(unit: Unit, level: str) -> bool:
    return unit.level == Level(level) and not unit.is_office


def _cell(here: set[int], done: set[int]) -> Cell:
    return Cell(numerator=len(here & done), denominator=len(here))
