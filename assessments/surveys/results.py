"""A survey's answers folded once, and all that may be told of them, blanks included."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Survey
from assessments.surveys.folding import Folds
from assessments.surveys.items import Item
from assessments.surveys.publishing import Answers, Cell, answers_of_all, answers_of_group, cell, cells
from assessments.surveys.queries import folds_of, newest
from common.errors import DomainError
from courses.models import Course
from people.queries.tree import Unit, UnitTree


@dataclass(frozen=True)
class Results:
    """All that is told of a survey, blanks included."""

    survey: Survey
    items: list[Item]
    folds: Folds
    tree: UnitTree
    courses: dict[int, str] = field(default_factory=dict)

    @property
    def k(self) -> int:
        return self.survey.threshold

    def total(self) -> Cell:
        return cell(self.folds.total, self.k)

    def units(self) -> list[tuple[Unit | None, Cell]]:
        """Communes in Vietnamese order, then those without one."""
        told = cells(self.folds.of("unit"), self.k)
        known = sorted((self.tree.units[unit] for unit in told if isinstance(unit, int)), key=_place)
        rest = [(None, told[None])] if None in told else []
        return [*((unit, told[unit.id]) for unit in known), *rest]

    def by_course(self) -> list[tuple[str, Cell]]:
        told = cells(self.folds.of("course"), self.k)
        return sorted((self.courses[key], one) for key, one in told.items() if isinstance(key, int))

    def months(self) -> list[tuple[date, Cell]]:
        told = cells(self.folds.of("month"), self.k)
        return sorted((month, one) for month, one in told.items() if isinstance(month, date))

    def answers(self, grouping: str = "", key: Hashable = None) -> list[Answers]:
        """Item by item, over everybody or over one group."""
        if not grouping:
            return answers_of_all(self.folds, self.items, self.k, self.survey.satisfied_from)
        return answers_of_group(self.folds.of(grouping), key, self.items, self.k, self.survey.satisfied_from)


def _place(unit: Unit) -> tuple[str, str]:
    return unit.sort_key, unit.code


def results_of(survey: Survey, today: date) -> Results:
    """Folded once; nothing is kept between requests."""
    version = newest(survey)
    if version is None:
        raise DomainError(_("Phiếu chưa phát hành nên chưa có kết quả."), status=404)
    folds = folds_of(survey, version.items, today)
    keys = [key for key in folds.of("course") if isinstance(key, int)]
    courses = dict(Course.objects.filter(pk__in=keys).values_list("pk", "title"))
    return Results(survey, version.items, folds, UnitTree.load(), courses)
