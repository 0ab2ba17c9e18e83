"""Results of a survey at the desk: the whole, each commune, each course, month by month, and as a file."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import Survey
from assessments.surveys.folding import Folds
from assessments.surveys.items import Item
from assessments.surveys.plots import trend
from assessments.surveys.publishing import Answers, Cell, answers_of_all, answers_of_group, cell, cells
from assessments.surveys.queries import folds_of, invited, newest
from assessments.surveys.sheet import COLUMNS, notes, rows_of
from assessments.views.surveys.desk import context_of, survey_of
from common.errors import DomainError
from common.tables import XLSX_TYPE, xlsx_chunks
from courses.models import Course
from people.queries.tree import UnitTree
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, page_for


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

    def units(self) -> list[tuple[Any, Cell]]:
        """Communes in Vietnamese order, then those without one."""
        told = cells(self.folds.of("unit"), self.k)
        known = sorted((self.tree.units[unit] for unit in told if isinstance(unit, int)), key=_place)  # fmt: skip
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


def _place(unit: Any) -> tuple[str, str]:
    return unit.sort_key, unit.code


def results_of(survey: Survey, today: date) -> Results:
    """Folded once; nothing is kept between requests."""
    version = newest(survey)
    if version is None:
        raise DomainError(_("Phiếu chưa phát hành nên chưa có kết quả."), status=404)
    folds = folds_of(survey, version.items, today)
    keys = [key for key in folds.of("course") if key]
    courses = dict(Course.objects.filter(pk__in=keys).values_list("pk", "title"))
    return Results(survey, version.items, folds, UnitTree.load(), courses)


@page_for(Right.SEE_SURVEYS)
@require_safe
def survey_results(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponseBase:
    """The whole, or one commune of it (`?xa=`)."""
    survey = survey_of(desk, uuid)
    found = results_of(survey, desk.today)
    if request.GET.get("xuat") == "xlsx":
        return _file(desk, found)
    unit = _unit_in(found, request.GET.get("xa", ""))
    months = found.months()
    context = context_of(
        desk, survey=survey, total=found.total(), units=found.units(), courses=found.by_course(), months=months,
        plot=trend(months, survey.goal_percent), unit=unit,
        answers=found.answers("unit", unit.id) if unit else found.answers(),
        number=found.folds.total.n, invited=invited(survey) if survey.kind == Survey.Kind.COURSE else None,
    )  # fmt: skip
    return render(request, "surveys/results.html", context)


def _unit_in(found: Results, code: str) -> Any:
    return next((unit for unit, _cell in found.units() if unit and unit.code == code), None)


def _file(desk: Desk, found: Results) -> HttpResponseBase:
    survey = found.survey
    rows = rows_of(found.total(), found.units(), found.by_course(), found.months(), found.answers())
    audit.exported(
        "survey_exported", by=desk.account, at=desk.now, unit=survey.owner, count=found.folds.total.n,
        survey=survey.title,
    )  # fmt: skip
    pieces = xlsx_chunks(
        columns=COLUMNS, rows=rows, sheet=_("Kết quả"), title=survey.title, notes=notes(survey, desk.today)
    )
    answer = StreamingHttpResponse(pieces, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="phieu-{survey.code}.xlsx"'
    return answer
