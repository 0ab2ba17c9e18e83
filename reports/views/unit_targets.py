"""Targets that count units: the units behind a number, one unit's record, recording and taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from people import scope
from people.models import Account, OrgUnit
from people.queries.tree import Unit
from people.rights import Right
from reports.models import Counts, Target, UnitAchievement
from reports.queries.figures import load_facts
from reports.queries.unit_facts import UnitFacts
from reports.queries.unit_lines import unit_lines_of
from reports.rules import Standing
from reports.services.achievements import record_achievement, withdraw_achievement
from reports.target_forms import AchievementForm, WithdrawForm
from reports.views.page import FigurePage, desk_only

PER_PAGE = 50
STANDINGS = {"con-thieu": Standing.MISSING, "hoan-thanh": Standing.COMPLETED}


def unit_list(request: HttpRequest, page: FigurePage, below: int | None, query: Any) -> HttpResponse:
    """The units behind a number, each with the day, the evidence and what it inherits."""
    wanted, search = request.GET.get("loai", ""), request.GET.get("tim", "").strip()
    group = page.form.group()
    everything = [
        line
        for line in unit_lines_of(page.figures, search=search, below=below)
        if not group or page.comparison.key_of(line.unit.id) == group
    ]
    shown = [
        line for line in everything if wanted not in STANDINGS or line.member.standing is STANDINGS[wanted]
    ]
    context = {
        **page.context,
        "unit": page.facts.tree.units[below] if below else None,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(everything, wanted, query),
        "search": search,
        "may_record": _may_record(request, page),
        "query": query(),
    }
    return render(request, "reports/target_units.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def target_unit(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """What was recorded for one unit; HR of the unit records that it reached the target."""
    account: Account = request.user  # type: ignore[assignment]
    target, unit = _asked(account, code, uuid)
    form = AchievementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _require_in_hand(account, unit)
        if form.is_valid() and _recorded(form, target, unit, account):
            messages.success(request, _("Đã ghi: %(unit)s đạt chỉ tiêu.") % {"unit": unit.full_name})
            return redirect("target_unit", code=target.code, uuid=unit.uuid)
    rows = list(_rows(target, unit))
    context = {
        "target": target,
        "unit": unit,
        "form": form,
        "rows": rows,
        "through": _inherited(target, unit),
        "standing": [row for row in rows if not row.withdraws_id and not hasattr(row, "withdrawn_by")],
        "may_record": _has_in_hand(account, unit),
        "withdraw_form": WithdrawForm(),
        "scope_label": scope.scope_title(account),
    }
    return render(request, "reports/target_unit.html", context, status=422 if form.is_bound else 200)


@desk_only
@require_POST
def target_unit_withdraw(request: HttpRequest, code: str, uuid: UUID, row: UUID) -> HttpResponse:
    """Take a mistaken record back, with the reason."""
    account: Account = request.user  # type: ignore[assignment]
    target, unit = _asked(account, code, uuid)
    _require_in_hand(account, unit)
    found = UnitAchievement.objects.filter(uuid=row, target=target, unit=unit).first()
    if found is None:
        raise DomainError(_("Không có dòng này."), status=404)
    withdraw_achievement(
        achievement=found, reason=request.POST.get("reason", "")[:500], at=clock.now(), by=account
    )
    messages.success(request, _("Đã rút lại. Số liệu trước hôm nay vẫn như đã báo cáo."))
    return redirect("target_unit", code=target.code, uuid=unit.uuid)


def _asked(account: Account, code: str, uuid: UUID) -> tuple[Target, OrgUnit]:
    target = get_object_or_404(Target, code=code, counts=Counts.UNITS)
    return target, scope.require_unit(account, uuid, clock.today())


def _has_in_hand(account: Account, unit: OrgUnit) -> bool:
    units = scope.visible_unit_ids(account, clock.today(), right=Right.CHANGE_PEOPLE)
    return units is None or unit.pk in units


def _require_in_hand(account: Account, unit: OrgUnit) -> None:
    """Whoever only looks at the unit reads why; who leads a province and is HR of one commune records there alone."""
    scope.require_hr(account)
    scope.require_unit(account, unit.uuid, clock.today(), right=Right.CHANGE_PEOPLE)


def _recorded(form: AchievementForm, target: Target, unit: OrgUnit, account: Account) -> bool:
    try:
        record_achievement(target=target, unit=unit, **form.cleaned_data, at=clock.now(), by=account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _rows(target: Target, unit: OrgUnit) -> Any:
    rows = UnitAchievement.objects.filter(target=target, unit=unit)
    return rows.select_related("recorded_by__person", "withdraws", "withdrawn_by").order_by(
        "-recorded_at", "-pk"
    )


def _inherited(target: Target, unit: OrgUnit) -> list[Unit]:
    """The former units whose records make this one count, when it has none of its own."""
    facts = load_facts(target, cutoff=None, known_at=clock.now())
    assert isinstance(facts, UnitFacts)
    found = facts.achieved(unit.pk, facts.today)
    return [facts.tree.units[one] for one in found.units if one != unit.pk] if found else []


def _may_record(request: HttpRequest, page: FigurePage) -> bool:
    """Recording is done for units of today, by HR."""
    return page.as_of == clock.today() and scope.may_change_people(request.user)  # type: ignore[arg-type]


def _tabs(lines: list[Any], wanted: str, query: Any) -> list[dict[str, Any]]:
    done = sum(line.done for line in lines)
    names = [
        ("con-thieu", _("Chưa đạt"), len(lines) - done),
        ("hoan-thanh", _("Đã đạt"), done),
        ("", _("Tất cả"), len(lines)),
    ]
    return [
        {"label": label, "count": count, "current": key == wanted, "href": f"?{query(loai=key, page='')}"}
        for key, label, count in names
    ]
