"""The questions of a survey: written, moved, dropped."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.models import Survey
from assessments.services.surveys import drop_item, move_item, save_item
from assessments.survey_forms import ItemForm
from assessments.surveys.items import ITEM_KINDS, Item
from assessments.views.surveys.desk import context_of, survey_of
from common.errors import DomainError
from people.rights import Right
from people.views.desk import Desk, page_for

PLACES = {"len": -1, "xuong": 1}


@page_for(Right.OWN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest, desk: Desk, uuid: UUID, kind: str) -> HttpResponse:
    """One more question of a kind."""
    survey = survey_of(desk, uuid)
    if kind not in ITEM_KINDS:
        raise DomainError(_("Loại câu hỏi này không có."), status=404)
    return _edited(request, desk, survey, ItemForm(request.POST or None, kind=kind))


@page_for(Right.OWN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, desk: Desk, uuid: UUID, item: UUID) -> HttpResponse:
    """Other words; options that stay keep their answers."""
    survey = survey_of(desk, uuid)
    found = _item(survey, item)
    return _edited(request, desk, survey, ItemForm(request.POST or None, kind=found["kind"], item=found))


@page_for(Right.OWN_SURVEYS)
@require_POST
def item_deed(request: HttpRequest, desk: Desk, uuid: UUID, item: UUID) -> HttpResponse:
    """Up, down or out."""
    survey, deed = survey_of(desk, uuid), request.POST.get("viec", "")
    said = {"survey": survey, "item_id": _item(survey, item)["id"], "at": desk.now, "by": desk.account}
    if deed == "bo":
        drop_item(**said)
    elif deed in PLACES:
        move_item(**said, by_places=PLACES[deed])
    return redirect("survey_detail", survey.uuid)


def _edited(request: HttpRequest, desk: Desk, survey: Survey, form: ItemForm) -> HttpResponse:
    if form.is_valid():
        try:
            save_item(survey=survey, item=form.made(), at=desk.now, by=desk.account)
            return redirect("survey_detail", survey.uuid)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = context_of(desk, survey=survey, form=form, kind=ITEM_KINDS[form.kind])
    return render(request, "surveys/item.html", context, status=422 if form.is_bound else 200)


def _item(survey: Survey, item: UUID) -> Item:
    for one in survey.draft:
        if one["id"] == str(item):
            return dict(one)
    raise DomainError(_("Không có phiếu này trong phạm vi bạn phụ trách."), status=404)
