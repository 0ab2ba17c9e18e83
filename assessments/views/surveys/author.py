"""An office's surveys: the list, one with its questions, and what is done with it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import Survey
from assessments.services import surveys as deeds
from assessments.survey_forms import SurveyForm, initial_from, initial_of
from assessments.surveys.items import ITEM_KINDS, problems
from assessments.surveys.queries import newest, numbers_of, surveys_of
from assessments.surveys.ready import ready
from assessments.views.surveys.desk import context_of, survey_of
from assessments.views.surveys.filling import shown
from common.errors import DomainError
from people.form_fields import unit_choices
from people.rights import Right
from people.scope import may
from people.views.desk import Desk, page_for, page_of

ROWS = 30


@page_for(Right.SEE_SURVEYS)
@require_safe
def survey_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest first."""
    page = page_of(surveys_of(desk.units), request, ROWS)
    numbers = numbers_of(list(page))
    rows = [(one, one.state(desk.today), numbers.get(one.pk, 0)) for one in page]
    context = context_of(desk, page=page, rows=rows, ready=list(ready().values()))
    return render(request, "surveys/list.html", context)


@page_for(Right.OWN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """From a ready form or from nothing."""
    code = request.GET.get("mau", "")
    form = SurveyForm(
        request.POST if request.method == "POST" else None, owners=_owners(desk),
        initial=initial_from(code, desk.today),
    )  # fmt: skip
    if form.is_valid():
        items = ready()[code].items() if code in ready() else []
        made = _tried(
            form, lambda: deeds.create_survey(facts=form.facts(), items=items, at=desk.now, by=desk.account)
        )
        if made:
            return redirect("survey_detail", made.uuid)
    context = context_of(desk, form=form, chosen=ready().get(code), ready=list(ready().values()))
    return render(request, "surveys/new.html", context, status=422 if form.is_bound else 200)


@page_for(Right.SEE_SURVEYS)
@require_safe
def survey_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The questions as they are being written, and how far it is."""
    survey = survey_of(desk, uuid)
    version = newest(survey)
    context = context_of(
        desk, survey=survey, state=survey.state(desk.today), items=shown(survey.draft), kinds=ITEM_KINDS.items(),
        problems=problems(survey.draft), number=numbers_of([survey]).get(survey.pk, 0),
        is_changed=version is not None and version.items != survey.draft, may_edit=_may_edit(desk, survey),
        address=request.build_absolute_uri(f"/phieu/{survey.code}/"),
    )  # fmt: skip
    return render(request, "surveys/detail.html", context)


@page_for(Right.SEE_SURVEYS)
@require_safe
def survey_preview(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """As a phone shows it; nothing is sent."""
    survey = survey_of(desk, uuid)
    return render(
        request, "surveys/preview.html", context_of(desk, survey=survey, questions=shown(survey.draft))
    )


@page_for(Right.OWN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_edit(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Its words, dates and what may be told."""
    survey = survey_of(desk, uuid)
    form = SurveyForm(
        request.POST if request.method == "POST" else None, owners=_owners(desk), survey=survey,
        initial=initial_of(survey),
    )  # fmt: skip
    if form.is_valid() and _tried(
        form, lambda: deeds.change_survey(survey=survey, facts=form.facts(), at=desk.now, by=desk.account)
    ):
        return redirect("survey_detail", survey.uuid)
    context = context_of(desk, form=form, survey=survey)
    return render(request, "surveys/edit.html", context, status=422 if form.is_bound else 200)


@page_for(Right.OWN_SURVEYS)
@require_POST
def survey_deed(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Publish, close or copy."""
    survey, deed = survey_of(desk, uuid), request.POST.get("viec", "")
    if deed not in DEEDS:
        raise DomainError(_("Không có việc này."))
    verb, said = DEEDS[deed]
    made = verb(survey=survey, at=desk.now, by=desk.account)
    messages.success(request, said())
    return redirect("survey_detail", made.uuid if isinstance(made, Survey) else survey.uuid)


DEEDS: dict[str, tuple[Callable[..., object], Callable[[], str]]] = {
    "phat-hanh": (deeds.publish, lambda: _("Đã phát hành. Bà con quét mã là trả lời được từ ngày mở.")),
    "dong": (deeds.close, lambda: _("Đã đóng phiếu. Kết quả vẫn giữ nguyên.")),
    "chep": (deeds.copy, lambda: _("Đã chép thành phiếu mới, chưa phát hành.")),
}


def _owners(desk: Desk) -> list[object]:
    return unit_choices(desk.tree, desk.today, visible=desk.units)


def _may_edit(desk: Desk, survey: Survey) -> bool:
    if not may(desk.account, Right.OWN_SURVEYS):
        return False
    units = Desk(desk.account, desk.now, desk.today, Right.OWN_SURVEYS).units
    return units is None or survey.owner_id in units


def _tried(form: SurveyForm, deed: Callable[[], Survey]) -> Survey | None:
    """Do it; a refusal becomes a sentence on the form."""
    try:
        return deed()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
