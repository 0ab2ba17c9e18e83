"""Programmes and plans: the list, each with what it counts, and the forms for whoever sets targets."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import DomainError, Forbidden
from courses.queries.training.costs import class_costs
from people.models import Account
from people.queries.tree import UnitTree
from people.scope import scope_title, visible_unit_ids
from reports.models import Plan, Programme
from reports.programme_forms import NextPeriodForm, PlanForm, ProgrammeForm, targets_of
from reports.queries import programmes as queries
from reports.services.programmes import Period, begin_next_period, save_plan, save_programme
from reports.views.page import desk_only, figure_page, may_set_targets


@desk_only
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """All programmes with their plans, and the plans that belong to none."""
    programmes = Programme.objects.prefetch_related("courses", "plans", "targets").order_by(
        "-starts_on", "title"
    )
    context = {
        "programmes": programmes,
        "plans": Plan.objects.prefetch_related("targets").order_by("-issued_on"),
        "may_edit": may_set_targets(request.user),
        "scope_label": scope_title(_account(request)),
    }
    return render(request, "reports/programme_list.html", context)


@desk_only
@require_safe
def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Where, when, which courses, who has learnt them, which plans and targets."""
    programme = get_object_or_404(Programme.objects.select_related("follows"), code=code)
    tree, today, account = UnitTree.load(), clock.today(), _account(request)
    ground = queries.ground_of(programme, tree, today)
    units = queries.people_within(ground, tree, today, visible_unit_ids(account, today, tree))
    courses = list(programme.courses.order_by("title"))
    done = queries.completed_by_course([course.pk for course in courses], units, today)
    context = {
        "programme": programme,
        "ground": ground,
        "courses": [(course, done.get(course.pk, 0)) for course in courses],
        "completed": queries.completed_all([course.pk for course in courses], units, today),
        "plans": programme.plans.all(),
        "targets": targets_of(programme),
        "bases": programme.bases.all(),
        "next": getattr(programme, "followed_by", None),
        "may_edit": may_set_targets(account, tree),
        "scope_label": scope_title(account, today, tree),
    }
    return render(request, "reports/programme_detail.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    """An empty form."""
    return _edit_programme(request, Programme())


@desk_only
@require_http_methods(["GET", "POST"])
def programme_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an existing programme."""
    return _edit_programme(request, get_object_or_404(Programme, code=code))


@desk_only
@require_http_methods(["GET", "POST"])
def programme_next(request: HttpRequest, code: str) -> HttpResponse:
    """The next period of a programme, with the targets that go on."""
    account = _require_setter(request)
    programme = get_object_or_404(Programme, code=code)
    form = NextPeriodForm(request.POST if request.method == "POST" else None, programme=programme)
    if form.is_valid():
        try:
            fresh = begin_next_period(
                programme=programme, period=Period(**form.cleaned_data), at=clock.now(), by=account
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã mở giai đoạn sau. Giai đoạn trước giữ nguyên."))
            return redirect("programme_detail", code=fresh.code)
    title = _("Mở giai đoạn sau")
    return _form(request, form, title, programme.title, ("programme_detail", programme.code))


@desk_only
@require_safe
def plan_detail(request: HttpRequest, code: str) -> HttpResponse:
    """What the plan asks for, who has learnt for it, what it costs; each person and each course once."""
    plan = get_object_or_404(Plan.objects.select_related("programme"), code=code)
    account, tree, today = _account(request), UnitTree.load(), clock.today()
    within = visible_unit_ids(account, today, tree)
    learnt = queries.learnt_for(plan, within, today)
    pages = [figure_page(request, target=target).while_it_lasted() for target in plan.targets.all()]
    context = {
        "plan": plan,
        "pages": pages,
        "learnt": learnt,
        "people": queries.completed_any([one.course.pk for one in learnt], within, today),
        "money": queries.money_of(plan, class_costs(within), within),
        "bases": plan.bases.all(),
        "may_edit": may_set_targets(account, tree),
        "scope_label": scope_title(account, today, tree),
    }
    return render(request, "reports/plan_detail.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """An empty form."""
    return _edit_plan(request, Plan())


@desk_only
@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an existing plan."""
    return _edit_plan(request, get_object_or_404(Plan, code=code))


def _edit_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    account, is_new = _require_setter(request), programme.pk is None
    form = ProgrammeForm(request.POST if request.method == "POST" else None, instance=programme)
    if form.is_valid():
        data = form.cleaned_data
        try:
            save_programme(
                programme=form.instance, courses=data["courses"], bases=data["bases"], at=clock.now(), by=account
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lưu chương trình."))
            return redirect("programme_detail", code=programme.code)
    if is_new:
        return _form(request, form, _("Thêm chương trình"), "", ("programme_list",))
    return _form(request, form, _("Sửa chương trình"), programme.title, ("programme_detail", programme.code))


def _edit_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    account, is_new = _require_setter(request), plan.pk is None
    form = PlanForm(request.POST if request.method == "POST" else None, instance=plan)
    if form.is_valid():
        data = form.cleaned_data
        try:
            bases, targets = data["bases"], data["targets"]
            save_plan(plan=form.instance, bases=bases, targets=targets, at=clock.now(), by=account)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lưu kế hoạch."))
            return redirect("plan_detail", code=plan.code)
    if is_new:
        return _form(request, form, _("Thêm kế hoạch"), "", ("programme_list",))
    return _form(request, form, _("Sửa kế hoạch"), plan.number, ("plan_detail", plan.code))


def _form(request: HttpRequest, form: Any, title: str, of: str, back: tuple[str, ...]) -> HttpResponse:
    context = {
        "form": form, "title": title, "of": of, "back": back[0], "back_code": back[1] if len(back) > 1 else "",
        "scope_label": scope_title(_account(request)),
    }  # fmt: skip
    return render(request, "reports/programme_form.html", context, status=422 if form.is_bound else 200)


def _require_setter(request: HttpRequest) -> Account:
    account = _account(request)
    if not may_set_targets(account):
        raise Forbidden(_("Chương trình, kế hoạch do nhân sự phụ trách toàn tỉnh, thành phố lập."))
    return account


def _account(request: HttpRequest) -> Account:
    return request.user  # type: ignore[return-value]
