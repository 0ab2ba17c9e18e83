"""Helpers type in what came on paper: a pile, form by form, keyboard first."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import Survey, SurveyBatch
from assessments.services.survey_paper import enter, open_batch, void
from assessments.survey_forms import BatchForm
from assessments.views.surveys.desk import context_of
from assessments.views.surveys.filling import Filled, filled, new_key, shown
from common.errors import DomainError
from people.form_fields import unit_choices
from people.models.org_unit import Level
from people.rights import Right
from people.views.desk import Desk, page_for, page_of

ROWS = 30


@page_for(Right.ENTER_SURVEYS)
@require_safe
def paper_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What may be typed in now, and the piles of the scope."""
    found = Survey.objects.exclude(kind=Survey.Kind.COURSE).filter(published__gt=0, closed_at__isnull=True)
    still = Q(closes_on__isnull=True) | Q(closes_on__gte=desk.today)
    surveys = found.filter(still, opens_on__lte=desk.today).select_related("owner")
    page = page_of(_piles(desk).order_by("-opened_at", "-pk"), request, ROWS)
    return render(request, "surveys/paper_list.html", context_of(desk, surveys=surveys[:100], page=page))


@page_for(Right.ENTER_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A pile is announced before it is typed, so that it is seen when forms are missing."""
    survey = Survey.objects.filter(code=code, published__gt=0).first()
    if survey is None:
        raise DomainError(_("Không có phiếu lấy ý kiến này. Hãy xem lại mã trên áp phích."), status=404)
    form = BatchForm(request.POST or None, units=_units(desk))
    if form.is_valid():
        try:
            batch = open_batch(survey=survey, **form.cleaned_data, at=desk.now, by=desk.account)
            return redirect("survey_paper", batch.uuid)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = context_of(desk, survey=survey, form=form)
    return render(request, "surveys/paper_new.html", context, status=422 if form.is_bound else 200)


@page_for(Right.ENTER_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The next form; what was left empty on paper is left empty here."""
    batch = _batch(desk, uuid)
    done = filled(request, batch.version) if request.method == "POST" else None
    if done and done.answers:
        response = enter(batch=batch, key=done.key, answers=done.answers, at=desk.now, by=desk.account)
        messages.success(request, _("Đã ghi phiếu số %(n)s.") % {"n": response.place})
        return redirect("survey_paper", batch.uuid)
    return _typed(request, desk, batch, done)


@page_for(Right.ENTER_SURVEYS)
@require_POST
def paper_void(request: HttpRequest, desk: Desk, uuid: UUID, place: int) -> HttpResponse:
    """Typed wrongly: it no longer counts."""
    batch = _batch(desk, uuid)
    void(batch=batch, place=place, reason=request.POST.get("ly-do", ""), at=desk.now, by=desk.account)
    messages.success(request, _("Đã bỏ phiếu số %(n)s. Hãy nhập lại phiếu đó.") % {"n": place})
    return redirect("survey_paper", batch.uuid)


def _typed(request: HttpRequest, desk: Desk, batch: SurveyBatch, done: Filled | None) -> HttpResponse:
    rows = list(batch.responses.select_related("void").order_by("-place")[:100])
    context = context_of(
        desk, batch=batch, survey=batch.survey, questions=shown(batch.version.items, done), key=new_key(done),
        rows=rows, is_full=batch.typed >= batch.expected, done=done,  # type: ignore[attr-defined]
    )  # fmt: skip
    return render(request, "surveys/paper.html", context, status=422 if done else 200)


def _batch(desk: Desk, uuid: UUID) -> SurveyBatch:
    found = _piles(desk).filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có tập phiếu này trong phạm vi bạn phụ trách."), status=404)
    return found


def _piles(desk: Desk):  # type: ignore[no-untyped-def]
    rows = SurveyBatch.objects.select_related("survey", "version", "unit", "opened_by__person")
    rows = rows if desk.units is None else rows.filter(unit__in=desk.units)
    return rows.annotate(typed=Count("responses", filter=Q(responses__void__isnull=True)))


def _units(desk: Desk) -> list[object]:
    """Communes and what is below them; offices have no villagers."""
    here = {
        unit.id
        for unit in desk.tree.on(desk.today)
        if not unit.is_office
        and unit.level in (Level.COMMUNE, Level.HAMLET)
        and (desk.units is None or unit.id in desk.units)
    }
    return unit_choices(desk.tree, desk.today, visible=here)
