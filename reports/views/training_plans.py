"""Units' training plans: the list beside what happened, one plan while it is written, its steps, its approval."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError, Forbidden
from courses.models.session import CostSource
from courses.queries.training.costs import class_costs
from people import scope
from people.models import Account
from people.queries.tree import UnitTree
from people.rights import Right
from reports.models import TrainingPlan
from reports.queries.training_plans import Tracked, own_units, tracked, visible_plans
from reports.services import training_plans as services
from reports.training_plan_forms import BeginForm, FactsForm, LineForm
from reports.views.page import desk_only, may_set_targets

State = TrainingPlan.State


@desk_only
@require_safe
def training_plan_list(request: HttpRequest) -> HttpResponse:
    """`?nam=`, `?loai=` a state, `?ke-hoach=` the plan they carry out; sums over what is shown."""
    account, tree, today = _account(request), UnitTree.load(), clock.today()
    within = scope.visible_unit_ids(account, today, tree)
    every = list(visible_plans(within))
    years = sorted({one.year for one in every}, reverse=True)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else (years[0] if years else today.year)
    code = request.GET.get("ke-hoach", "")
    of_year = [
        one for one in every if one.year == year and (not code or (one.plan and one.plan.code == code))
    ]
    wanted = request.GET.get("loai", "")
    shown = [one for one in of_year if wanted not in State.values or one.state == wanted]
    rows = tracked(shown, class_costs(within), tree, today)
    context = {
        "rows": rows, "years": years, "year": year, "tabs": _tabs(of_year, wanted, year, code),
        "budget": sum(row.budget for row in rows), "spent": sum(row.spent for row in rows),
        "may_write": scope.may_change_people(account), "scope_label": scope.scope_title(account, today, tree),
    }  # fmt: skip
    return render(request, "reports/training_plan_list.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def training_plan_new(request: HttpRequest) -> HttpResponse:
    """Begin a unit's plan of a year; its targets fill the first lines."""
    account, tree, today = _account(request), UnitTree.load(), clock.today()
    scope.require_hr(account)
    units = scope.visible_unit_ids(account, today, tree, Right.CHANGE_PEOPLE)
    form = BeginForm(request.POST if request.method == "POST" else None, tree=tree, today=today, units=units)
    if form.is_valid():
        try:
            made = services.begin_training_plan(**form.cleaned_data, at=clock.now(), by=account)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Đã lập kế hoạch, điền sẵn theo các chỉ tiêu còn thiếu. Hãy xem lại từng dòng.")
            )
            return redirect("training_plan", uuid=made.uuid)
    context = {"form": form, "scope_label": scope.scope_title(account, today, tree)}
    return render(request, "reports/training_plan_new.html", context, status=422 if form.is_bound else 200)


@desk_only
@require_safe
def training_plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan with what happened, the forms for whoever may write or approve."""
    return _page(request, _asked(request, uuid))


@desk_only
@require_POST
def training_plan_line(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Set one line, or take it out (`viec=bo`)."""
    plan = _in_hand(request, uuid)
    if request.POST.get("viec") == "bo":
        line = next((one for one in plan.lines.all() if str(one.uuid) == request.POST.get("dong")), None)
        if line is None:
            raise DomainError(_("Không có dòng này."), status=404)
        services.remove_line(line=line)
        return redirect("training_plan", uuid=plan.uuid)
    form = LineForm(request.POST, year=plan.year)
    if form.is_valid():
        try:
            services.set_line(training_plan=plan, planned=form.planned)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi dòng kế hoạch."))
            return redirect("training_plan", uuid=plan.uuid)
    return _page(request, plan, line_form=form, status=422)


@desk_only
@require_POST
def training_plan_deed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`viec`: luu (keep the note), trinh (hand in)."""
    plan, account = _in_hand(request, uuid), _account(request)
    form = FactsForm(request.POST)
    if form.is_valid():
        services.save_facts(training_plan=plan, **form.cleaned_data)
    if request.POST.get("viec") == "trinh":
        services.submit_training_plan(training_plan=plan, at=clock.now(), by=account)
        messages.success(request, _("Đã trình kế hoạch tập huấn."))
    else:
        messages.success(request, _("Đã lưu, chưa trình."))
    return redirect("training_plan", uuid=plan.uuid)


@desk_only
@require_POST
def training_plan_check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`viec`: duyet, tra (with `reason`); for whoever sets targets for the province."""
    account = _account(request)
    if not may_set_targets(account):
        raise Forbidden(_("Kế hoạch tập huấn do nhân sự phụ trách toàn tỉnh, thành phố duyệt."))
    plan = _asked(request, uuid)
    if request.POST.get("viec") == "duyet":
        services.approve_training_plan(training_plan=plan, at=clock.now(), by=account)
        messages.success(request, _("Đã duyệt và báo cho đơn vị."))
    else:
        reason = request.POST.get("reason", "")[:500]
        services.return_training_plan(training_plan=plan, reason=reason, at=clock.now(), by=account)
        messages.success(request, _("Đã trả lại và báo cho đơn vị."))
    return redirect("training_plan", uuid=plan.uuid)


def _page(
    request: HttpRequest, plan: TrainingPlan, line_form: LineForm | None = None, status: int = 200
) -> HttpResponse:
    account, tree, today = _account(request), UnitTree.load(), clock.today()
    may_write = plan.is_in_hand and _has_in_hand(account, plan)
    (row,) = tracked([plan], class_costs(own_units(tree, plan.unit_id, today)), tree, today)
    chosen = next((one.line for one in row.lines if str(one.line.uuid) == request.GET.get("sua")), None)
    context = {
        "plan": plan, "row": row, "steps": plan.steps.select_related("by__person"), "may_write": may_write,
        "may_check": may_set_targets(account, tree), "sources": _by_source(row), "editing": chosen,
        "facts_form": FactsForm(initial={"plan": plan.plan_id, "note": plan.note}),
        "line_form": line_form or LineForm(year=plan.year, line=chosen),
        "scope_label": scope.scope_title(account, today, tree),
    }  # fmt: skip
    return render(request, "reports/training_plan.html", context, status=status)


def _by_source(row: Tracked) -> list[tuple[Any, int, int]]:
    """Planned and spent by source of money."""
    classes = [one for kept in row.lines for one in kept.classes] + row.unplanned
    return [
        (
            label,
            sum(kept.line.costs.get(source, 0) for kept in row.lines),
            sum(one.costs.get(source, 0) for one in classes),
        )
        for source, label in CostSource.choices
    ]


def _tabs(plans: list[TrainingPlan], wanted: str, year: int, code: str) -> list[dict[str, Any]]:
    tail = f"&ke-hoach={code}" if code else ""
    names = [("", _("Tất cả")), *State.choices]
    return [
        {
            "label": label,
            "count": sum(not key or one.state == key for one in plans),
            "href": f"?nam={year}&loai={key}{tail}",
            "current": key == (wanted if wanted in State.values else ""),
        }
        for key, label in names
    ]


def _asked(request: HttpRequest, uuid: UUID) -> TrainingPlan:
    within = scope.visible_unit_ids(_account(request), clock.today())
    found = visible_plans(within).filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có kế hoạch này trong phạm vi bạn phụ trách."), status=404)
    return found


def _in_hand(request: HttpRequest, uuid: UUID) -> TrainingPlan:
    scope.require_hr(_account(request))
    plan = _asked(request, uuid)
    if not _has_in_hand(_account(request), plan):
        raise DomainError(_("Không có kế hoạch này trong phạm vi bạn phụ trách."), status=404)
    return plan


def _has_in_hand(account: Account, plan: TrainingPlan) -> bool:
    units = scope.visible_unit_ids(account, clock.today(), right=Right.CHANGE_PEOPLE)
    return units is None or plan.unit_id in units


def _account(request: HttpRequest) -> Account:
    return request.user  # type: ignore[return-value]
