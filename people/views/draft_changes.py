"""The lines of a draft: adding one of each kind, taking one back, and saying where a split unit's people go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from people.choice_forms import SplitChoiceForm
from people.draft_forms.changes import CHANGE_FORMS, ChangeForm
from people.models import OrgUnit, Reorganisation
from people.queries.drafts.choices import split_choices
from people.queries.drafts.finding import suggestion, suggestions
from people.queries.drafts.plan import Plan
from people.services.reorganisations.drafting import decide_split, remove_changes, require_draft
from people.views.desk import Desk, reorganising_page
from people.views.people import as_uuid
from people.views.reorganisations import draft_context, reorganisation


@reorganising_page
@require_http_methods(["GET", "POST"])
def reorganisation_add(request: HttpRequest, desk: Desk, uuid: UUID, kind: str) -> HttpResponse:
    """One form for each kind of change."""
    draft = reorganisation(uuid)
    require_draft(draft)
    if kind not in CHANGE_FORMS:
        raise DomainError(_("Không có loại thay đổi này."), status=404)
    plan = Plan(draft, desk.tree)
    form = CHANGE_FORMS[kind](
        request.POST or None,
        draft=draft,
        tree=desk.tree,
        eve=plan.eve,
        initial=_asked_unit(request, desk, plan),
    )
    if form.is_bound and form.is_valid() and _written(form):
        return redirect("reorganisation_detail", draft.uuid)
    context = desk.context(form=form, draft=draft, suggestions=suggestions(desk.tree, plan.eve))
    return render(request, "people/reorganisation_add.html", context, status=400 if form.is_bound else 200)


def _asked_unit(request: HttpRequest, desk: Desk, plan: Plan) -> dict[str, str]:
    """The unit whose page sent us here is already written in."""
    unit = OrgUnit.objects.filter(uuid=as_uuid(request.GET.get("don-vi", ""))).first()
    return {"old": suggestion(desk.tree, desk.tree.units[unit.pk], plan.eve)} if unit else {}


def _written(form: ChangeForm) -> bool:
    try:
        form.write()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@reorganising_page
@require_POST
def reorganisation_remove(request: HttpRequest, desk: Desk, uuid: UUID, unit: UUID) -> HttpResponse:
    """Take back what the draft says of a unit."""
    draft = reorganisation(uuid)
    remove_changes(draft, unit=_unit_of(draft, unit))
    messages.success(request, _("Đã bỏ thay đổi này khỏi bản nháp."))
    return redirect("reorganisation_detail", draft.uuid)


@reorganising_page
@require_POST
def reorganisation_decide(request: HttpRequest, desk: Desk, uuid: UUID, unit: UUID) -> HttpResponse:
    """The answer to where the people of a split unit go."""
    draft = reorganisation(uuid)
    split = _unit_of(draft, unit)
    choice = next((one for one in split_choices(Plan(draft, desk.tree)) if one.unit.id == split.pk), None)
    if choice is None:
        raise DomainError(_("Bản này không chia đơn vị đó."), status=404)
    form = SplitChoiceForm(request.POST, choice=choice)
    if not form.is_valid():
        context = draft_context(request, desk, draft, refused=form)
        return render(request, "people/reorganisation_draft.html", context, status=400)
    decide_split(
        draft, unit=split, principal=form.cleaned_data["principal"], posts=form.posts(), below=form.below(),
        shares=form.shares(),
    )  # fmt: skip
    messages.success(request, _("Đã ghi lựa chọn cho %(unit)s.") % {"unit": split.full_name})
    return redirect("reorganisation_detail", draft.uuid)


def _unit_of(draft: Reorganisation, uuid: UUID) -> OrgUnit:
    unit = OrgUnit.objects.filter(planned_changes__reorganisation=draft, uuid=uuid).distinct().first()
    if unit is None:
        raise DomainError(_("Bản này không nói về đơn vị đó."), status=404)
    return unit
