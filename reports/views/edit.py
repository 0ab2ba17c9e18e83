"""Set or change a target; only for those who answer for the whole province."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError, Forbidden
from people.models import Account
from people.queries.tree import UnitTree
from people.scope import scope_title, visible_people
from reports.models import Counts, Programme, Target
from reports.overtaken import Stale
from reports.services.targets import save_target
from reports.target_forms import TargetForm
from reports.views.page import desk_only, may_set_targets
from reports.views.target_preview import looked, province


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
    is_new = target.pk is None
    form = TargetForm(
        request.POST if request.method == "POST" else None,
        instance=target,
        initial=_asked(request) if is_new else None,
        tree=tree,
        today=today,
        people=people,
    )
    looking = "xem-truoc" in request.POST
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if looking:
            context = looked(form, target, account)
        elif _saved(form, account):
            return _done(request, form)
    label = scope_title(account, today, tree)
    context |= {"form": form, "target": None if is_new else target, "scope_label": label}
    context["kinds"] = _kinds(form.instance.counts) if is_new else []
    status = 422 if form.is_bound and not context.get("changes") else 200
    return render(request, "reports/target_form.html", context, status=status)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address says of a new target: `?theo=` what is counted, `?chuong-trinh=` the programme it is of."""
    asked: dict[str, Any] = {"counts": request.GET.get("theo", "")}
    programme = Programme.objects.filter(code=request.GET.get("chuong-trinh", "")).first()
    if programme:
        asked |= {"programmes": [programme.pk], "plans": list(programme.plans.all())}
        asked |= {"starts_on": programme.starts_on, "due_on": programme.ends_on}
    return asked


def _kinds(chosen: str) -> list[dict[str, Any]]:
    """What a target may count, each on its own form."""
    return [
        {"label": label, "href": f"?theo={value}", "current": value == chosen, "count": None}
        for value, label in Counts.choices
    ]


def _done(request: HttpRequest, form: TargetForm) -> HttpResponse:
    messages.success(request, _("Đã lưu chỉ tiêu. Số liệu tính lại ngay từ sổ ghi nhận."))
    return redirect("target_detail", code=form.instance.code)


def _saved(form: TargetForm, account: Account) -> bool:
    """Store it; a refusal becomes a sentence on the form."""
    data = form.cleaned_data
    try:
        save_target(
            target=form.instance,
            unit=province(),
            levels=data["levels"],
            categories=data.get("categories"),
            roles=data.get("roles"),
            kinds=data.get("kinds", ()),
            courses=data.get("courses", ()),
            partners=data["partners"],
            open_courses=data.get("open_courses", False),
            surveyed=data.get("surveyed", False),
            asked=form.asked(),
            opened=form.opened,
            at=clock.now(),
            by=account,
        )
    except Stale as refusal:
        form.tell_stale(refusal)
        return False
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
