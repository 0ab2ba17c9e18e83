"""Results of a survey at the desk: the whole, each commune, each course, month by month, and as a file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import Survey
from assessments.surveys.plots import trend
from assessments.surveys.queries import invited
from assessments.surveys.results import Results, results_of
from assessments.surveys.sheet import columns, notes, rows_of
from assessments.views.surveys.desk import context_of, survey_of
from common.tables import XLSX_TYPE, xlsx_chunks
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, page_for


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
        columns=columns(), rows=rows, sheet=_("Kết quả"), title=survey.title, notes=notes(survey, desk.today)
    )
    answer = StreamingHttpResponse(pieces, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="phieu-{survey.code}.xlsx"'
    return answer
