"""Ladders: which targets and orders are chased and how; pausing; whom a plan leaves out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError
from courses.models import Assignment
from people import scope
from people.models import Account
from reports.channels import open_channels
from reports.chase_forms import ladder_forms
from reports.ladder import DEFAULT_STEPS, SMS
from reports.models import ChaseLetter, ChasePlan, ChaseSkip, Counts, Target
from reports.queries.chasing.missing import skips_on, with_subject
from reports.services.chasing.plans import pause, resume, set_ladder, take_in
from reports.views.chasing.shared import (
    CHASE,
    account_of,
    frame,
    in_hand,
    may_plan,
    require_plan,
    require_whole,
)
from reports.views.page import desk_only, may_set_targets


@desk_only
@require_safe
def chase_plans(request: HttpRequest) -> HttpResponse:
    """Every ladder that the account may look at, what has none yet, letters, and who is left out."""
    account = account_of(request)
    plans = [plan for plan in with_subject(ChasePlan.objects.all()) if plan.target or may_plan(account, plan)]
    whole = may_set_targets(account)
    context = {
        "plans": [(plan, may_plan(account, plan)) for plan in plans],
        "without": Target.objects.filter(counts=Counts.PEOPLE, chase_plan=None) if whole else [],
        "orders": _orders_without(account),
        "letters": [letter for letter in _letters() if may_plan(account, letter.plan)],
        "skips": _skips(account),
        "whole": whole,
    }
    return render(request, "reports/chase/plans.html", context | frame(account, "chase_plans"))


def _letters() -> Any:
    related = ("plan__target", "plan__assignment__course", "plan__assignment__unit", "issuer")
    return ChaseLetter.objects.select_related(*related)[:50]


def _orders_without(account: Account) -> Any:
    if not scope.may(account, CHASE):
        return []
    units = in_hand(account)
    rows = Assignment.objects.filter(ended_at__isnull=True, chase_plan=None).select_related("course", "unit")
    return (rows if units is None else rows.filter(unit__in=units)).order_by("due_on", "pk")[:20]


def _skips(account: Account) -> list[ChaseSkip]:
    today = clock.today()
    units = scope.visible_unit_ids(account, today)
    rows = skips_on(today).select_related("person", "unit", "added_by__person", "plan__target")
    if units is None:
        return list(rows)
    people = set(
        scope.visible_people(account, today).filter(pk__in=rows.values("person")).values_list("pk", flat=True)
    )
    return [row for row in rows if row.person_id in people or row.unit_id in units]


@desk_only
@require_http_methods(["GET", "POST"])
def chase_plan_target(request: HttpRequest, code: str) -> HttpResponse:
    """The ladder of a target; the province's."""
    account = account_of(request)
    require_whole(account)
    target = get_object_or_404(Target, code=code)
    if target.counts_units:
        raise DomainError(_("Chỉ tiêu tính theo đơn vị không có người để nhắc."), status=404)
    return _edit(request, {"target": target}, target.title, target.due_on)


@desk_only
@require_http_methods(["GET", "POST"])
def chase_plan_order(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """The ladder of a standing order; theirs who give courses to its unit."""
    account = account_of(request)
    scope.require(account, CHASE)
    units = in_hand(account)
    order = Assignment.objects.filter(uuid=assignment).select_related("course", "unit").first()
    if order is None or (units is not None and order.unit_id not in units):
        raise DomainError(_("Không có lần giao khóa học này trong phạm vi bạn phụ trách."), status=404)
    return _edit(request, {"assignment": order}, order.course.title, order.due_on)


def _edit(request: HttpRequest, subject: dict[str, Any], title: str, due_on: Any) -> HttpResponse:
    account = account_of(request)
    plan = ChasePlan.objects.filter(**subject).first()
    steps = plan.ladder if plan else list(DEFAULT_STEPS)
    rows = ladder_forms(steps, request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and rows.is_valid():
        chosen = [form.step for form in rows if form.has_changed() or form.initial]
        try:
            set_ladder(steps=[step for step in chosen if step], at=clock.now(), by=account, **subject)
        except DomainError as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Đã lưu kế hoạch đôn đốc: %(title)s.") % {"title": title})
            return redirect("chase_plans")
    context = {
        "plan": plan, "rows": rows, "title": title, "due_on": due_on, "error": error,
        "days": [(step, step.on(due_on)) for step in steps], "no_sms": SMS not in open_channels(),
    }  # fmt: skip
    status = 422 if rows.is_bound else 200
    return render(request, "reports/chase/plan.html", context | frame(account, "chase_plans"), status=status)


@desk_only
@require_POST
def chase_plan_deed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Pause with a reason, or go on."""
    account = account_of(request)
    plan = require_plan(account, uuid=uuid)
    if request.POST.get("viec") == "tiep-tuc":
        resume(plan=plan, at=clock.now(), by=account)
        messages.success(request, _("Tiếp tục đôn đốc: %(title)s.") % {"title": plan.title})
    else:
        pause(plan=plan, why=request.POST.get("reason", ""), at=clock.now(), by=account)
        messages.success(request, _("Đã tạm dừng đôn đốc: %(title)s.") % {"title": plan.title})
    return redirect("chase_plans")


@desk_only
@require_POST
def chase_take_in(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Chase somebody again who was left out."""
    account, today = account_of(request), clock.today()
    scope.require(account, CHASE)
    skip = ChaseSkip.objects.filter(uuid=uuid).select_related("person", "unit").first()
    if skip is None:
        raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404)
    if skip.person:
        scope.require_person(account, skip.person.uuid, today, right=CHASE)
    elif skip.unit:
        units = in_hand(account)
        if units is not None and skip.unit_id not in units:
            raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404)
    take_in(skip=skip, at=clock.now(), by=account)
    messages.success(request, _("Sẽ nhắc lại theo kế hoạch."))
    return redirect("chase_plans")
