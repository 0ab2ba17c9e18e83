"""Reorganisations of units: the list, a new draft, what it would do, applying it and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import DomainError
from common.vietnamese import format_day, format_number
from people.choice_forms import SplitChoiceForm
from people.draft_forms.changes import CHANGE_FORMS
from people.draft_forms.heads import DraftHeadForm, NewDraftForm
from people.models import Reorganisation
from people.models.org_unit import ChangeKind
from people.queries.drafts.choices import SplitChoice, split_choices
from people.queries.drafts.dependents import dependents
from people.queries.drafts.impact import Impact, impact
from people.queries.drafts.plan import Plan
from people.queries.drafts.problems import problems
from people.services.reorganisations.applying import apply_reorganisation
from people.services.reorganisations.drafting import copy_draft, discard_draft, edit_draft, start_draft
from people.services.reorganisations.from_files import draft_from_files
from people.services.reorganisations.reverting import revert_reorganisation
from people.views.desk import Desk, page_of, reorganising_page

ROWS, GROUPS = 25, 25
Status = Reorganisation.Status


@reorganising_page
@require_safe
def reorganisation_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All of them, the latest day first."""
    rows = Reorganisation.objects.select_related("prepared_by__person", "applied_by__person")
    return render(request, "people/reorganisation_list.html", desk.context(page=page_of(rows, request, ROWS)))


@reorganising_page
@require_http_methods(["GET", "POST"])
def reorganisation_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A head, and the tables if there are any; coming from a unit's page, its change is written next."""
    form = NewDraftForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        draft = _started(form, desk)
        if draft:
            return redirect(_next_after_start(request, draft))
    context = desk.context(form=form, asked=request.GET)
    return render(request, "people/reorganisation_new.html", context, status=400 if form.is_bound else 200)


def _started(form: NewDraftForm, desk: Desk) -> Reorganisation | None:
    data = form.cleaned_data
    told = {"title": data["title"], "legal_basis": data["legal_basis"], "at": desk.now, "by": desk.account}
    try:
        if data["mapping"]:
            return draft_from_files(form.tables(), **told)
        return start_draft(effective_on=data["effective_on"], **told)
    except DomainError as refusal:
        form.add_error("mapping" if data["mapping"] else None, str(refusal))
        return None


def _next_after_start(request: HttpRequest, draft: Reorganisation) -> str:
    kind, unit = request.GET.get("loai", ""), request.GET.get("don-vi", "")
    if kind in CHANGE_FORMS:
        return f"{reverse('reorganisation_add', args=[draft.uuid, kind])}?don-vi={unit}"
    return reverse("reorganisation_detail", args=[draft.uuid])


@reorganising_page
@require_safe
def reorganisation_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A draft with all it would do; an applied one with what it did and whether it can be taken back."""
    draft = reorganisation(uuid)
    if draft.status != Status.DRAFT:
        return render(request, "people/reorganisation_done.html", _done(request, desk, draft))
    return render(request, "people/reorganisation_draft.html", draft_context(request, desk, draft))


def draft_context(
    request: HttpRequest, desk: Desk, draft: Reorganisation, refused: SplitChoiceForm | None = None
) -> dict[str, Any]:
    """Everything the draft's page shows; `refused` is a choice that could not be taken."""
    plan = Plan(draft, desk.tree)
    touched = impact(plan)
    wrong, choices = problems(plan), split_choices(plan)
    return desk.context(
        draft=draft,
        problems=wrong,
        choices=[_choice(choice, refused) for choice in choices],
        orphans=[(one.unit, plan.tree.units[one.below]) for one in plan.orphans],
        ready=not (wrong or plan.undecided or plan.orphans),
        impact=touched,
        page=page_of(touched.groups, request, GROUPS),
        kinds=[(kind, form.title) for kind, form in CHANGE_FORMS.items()],
        question=_question(draft, touched),
        confirming=request.GET.get("xac-nhan") == "ap-dung",
        discarding=request.GET.get("xac-nhan") == "xoa",
    )


def _choice(choice: SplitChoice, refused: SplitChoiceForm | None) -> dict[str, Any]:
    mine = refused is not None and refused.choice.unit.id == choice.unit.id
    return {"choice": choice, "form": refused if mine else SplitChoiceForm(choice=choice)}


def _question(draft: Reorganisation, touched: Impact) -> str:
    """Names what confirming will do."""
    return _("Áp dụng từ %(day)s: %(ending)s đơn vị hết hiệu lực, %(beginning)s đơn vị bắt đầu?") % {
        "day": format_day(draft.effective_on),
        "ending": format_number(touched.ending),
        "beginning": format_number(touched.beginning),
    }


def _done(request: HttpRequest, desk: Desk, draft: Reorganisation) -> dict[str, Any]:
    changes = draft.changes.select_related("from_unit").order_by("pk")
    names = {unit.code: unit.full_name for unit in draft.units.all()}
    page = page_of(changes, request, GROUPS)
    return desk.context(
        draft=draft,
        page=page,
        lines=[(change, _heir_name(desk, change, names)) for change in page],
        resting=dependents(draft) if draft.status == Status.APPLIED else [],
        confirming=request.GET.get("xac-nhan") == "hoan-tac",
    )


def _heir_name(desk: Desk, change: Any, names: dict[str, str]) -> str:
    if change.kind == ChangeKind.DISSOLVE:
        return ""
    stays = desk.tree.coded(change.to_code, change.reorganisation.effective_on)
    return names.get(change.to_code) or (stays.full_name if stays else change.to_code)


@reorganising_page
@require_http_methods(["GET", "POST"])
def reorganisation_edit(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Name, day and basis of a draft."""
    draft = reorganisation(uuid)
    told = {"title": draft.title, "effective_on": draft.effective_on, "legal_basis": draft.legal_basis}
    form = DraftHeadForm(request.POST or None, initial=told)
    if form.is_bound and form.is_valid():
        edit_draft(draft, **form.cleaned_data)
        return redirect("reorganisation_detail", draft.uuid)
    context = desk.context(form=form, draft=draft)
    return render(request, "people/reorganisation_edit.html", context, status=400 if form.is_bound else 200)


@reorganising_page
@require_POST
def reorganisation_apply(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """At one stroke; a double click is refused as done already."""
    draft = reorganisation(uuid)
    try:
        apply_reorganisation(draft, at=desk.now, by=desk.account)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Đã áp dụng: cây đơn vị đã đổi từ %(day)s.") % {"day": format_day(draft.effective_on)}
        )
    return redirect("reorganisation_detail", draft.uuid)


@reorganising_page
@require_POST
def reorganisation_revert(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Back to what was, or a sentence that names what stands on it."""
    applied = reorganisation(uuid)
    try:
        revert_reorganisation(applied, at=desk.now, by=desk.account)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã hoàn tác: cây đơn vị trở lại như trước."))
    return redirect("reorganisation_detail", applied.uuid)


@reorganising_page
@require_POST
def reorganisation_discard(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(reorganisation(uuid), at=desk.now, by=desk.account)
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect("reorganisation_list")


@reorganising_page
@require_POST
def reorganisation_copy(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A new draft that says the same."""
    draft = copy_draft(reorganisation(uuid), at=desk.now, by=desk.account)
    messages.success(request, _("Đã tạo bản nháp mới với cùng nội dung."))
    return redirect("reorganisation_detail", draft.uuid)


def reorganisation(uuid: UUID) -> Reorganisation:
    """The reorganisation, or the sentence for one that is not there."""
    found = (
        Reorganisation.objects.filter(uuid=uuid)
        .select_related("prepared_by", "applied_by", "reverted_by")
        .first()
    )
    if found is None:
        raise DomainError(_("Không có bản sắp xếp này."), status=404)
    return found
