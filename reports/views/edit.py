"""Set or change a target; only for those who answer for the whole province."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError, Forbidden
from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.scope import scope_title, visible_people
from reports.models import Target
from reports.services.targets import save_target
from reports.target_forms import TargetForm
from reports.views.page import desk_only, may_set_targets


@desk_only
def target_new(request: HttpRequest) -> HttpResponse:
    """An empty form."""
    return _edit(request, Target())


@desk_only
def target_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an existing target."""
    return _edit(request, get_object_or_404(Target, code=code))


def _edit(request: HttpRequest, target: Target) -> HttpResponse:
    account: Account = request.user  # type: ignore[assignment]
    tree, today = UnitTree.load(), clock.today()
    if not may_set_targets(account, tree):
        raise Forbidden(_("Chỉ nhân sự phụ trách toàn tỉnh, thành phố được đặt chỉ tiêu."))
    people = visible_people(account, today, tree)
    form = TargetForm(
        request.POST if request.method == "POST" else None,
        instance=target,
        tree=tree,
        today=today,
        people=people,
    )
    if request.method == "POST" and form.is_valid() and _saved(form, account):
        messages.success(request, _("Đã lưu chỉ tiêu. Số liệu tính lại ngay từ sổ ghi nhận."))
        return redirect("target_detail", code=form.instance.code)
    label = scope_title(account, today, tree)
    context = {"form": form, "target": target if target.pk else None, "scope_label": label}
    return render(request, "reports/target_form.html", context, status=422 if form.is_bound else 200)


def _saved(form: TargetForm, account: Account) -> bool:
    """Store it; a refusal becomes a sentence on the form."""
    data = form.cleaned_data
    try:
        save_target(
            target=form.instance,
            unit=_province(),
            levels=data["levels"],
            categories=data.get("categories"),
            roles=data.get("roles"),
            kinds=data.get("kinds", ()),
            courses=data.get("courses", ()),
            partners=data["partners"],
            open_courses=data.get("open_courses", False),
            surveyed=data.get("surveyed", False),
            at=clock.now(),
            by=account,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _province() -> OrgUnit:
    provinces = OrgUnit.objects.filter(level=Level.PROVINCE, is_office=False, valid_to__isnull=True)
    return provinces.order_by("pk").first() or OrgUnit.objects.earliest("pk")
