"""Units' dated numbers: the table of a measure, many stated at once, one unit's history, taking a row back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from people import scope
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.rights import Right
from reports.models import Measure, Target, UnitNumber
from reports.number_forms import ManyNumbersForm, NumberForm, targets_with_results
from reports.queries.unit_numbers import Line, history_of, lines_of
from reports.services.unit_numbers import (
    Heading,
    Stated,
    import_numbers,
    paste_numbers,
    state_number,
    withdraw_number,
)
from reports.views.page import desk_only


@desk_only
@require_http_methods(["GET", "POST"])
def unit_numbers(request: HttpRequest) -> HttpResponse:
    """`?loai=` the measure, `?chi-tieu=` the target of results; HR states many numbers in one go."""
    account, tree, today = _account(request), UnitTree.load(), clock.today()
    measure, target = _asked(request)
    within = scope.visible_unit_ids(account, today, tree)
    ready = measure != Measure.ACTUAL or target is not None
    lines = lines_of(tree, today, within, measure, target) if ready else []
    may_write = scope.may_change_people(account)
    if request.method == "POST":
        scope.require_hr(account)
    form = ManyNumbersForm(
        request.POST or None, request.FILES or None, initial={"on": today, "pasted": _begun(lines)}
    )
    if form.is_valid() and ready and _stated(request, form, measure, target):
        return redirect(request.get_full_path())
    context = {
        "form": form if may_write and ready and lines else None,
        "lines": lines, "measure": Measure(measure), "measures": Measure.choices, "target": target,
        "targets": targets_with_results(), "lacking": sum(line.is_lacking for line in lines),
        "scope_label": scope.scope_title(account, today, tree),
    }  # fmt: skip
    return render(request, "reports/unit_numbers.html", context, status=422 if form.is_bound else 200)


@desk_only
@require_http_methods(["GET", "POST"])
def unit_numbers_of(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything one unit has stated, corrected and taken back; its HR states another number."""
    account, today = _account(request), clock.today()
    unit = scope.require_unit(account, uuid, today)
    form = NumberForm(
        request.POST if request.method == "POST" else None, today=today, initial=_initial(request)
    )
    if request.method == "POST":
        _require_in_hand(account, unit)
        if form.is_valid() and _stated_one(form, unit, account):
            messages.success(request, _("Đã ghi số liệu. Số cũ vẫn ở trong sổ."))
            return redirect("unit_numbers_of", uuid=unit.uuid)
    units = scope.visible_unit_ids(account, today, right=Right.CHANGE_PEOPLE)
    context = {
        "unit": unit, "rows": history_of(unit), "may_write": units is None or unit.pk in units, "form": form,
        "scope_label": scope.scope_title(account),
    }  # fmt: skip
    return render(request, "reports/unit_numbers_of.html", context, status=422 if form.is_bound else 200)


@desk_only
@require_POST
def unit_number_withdraw(request: HttpRequest, uuid: UUID, row: UUID) -> HttpResponse:
    """Take a mistaken number back, with the reason."""
    account = _account(request)
    unit = scope.require_unit(account, uuid, clock.today())
    _require_in_hand(account, unit)
    found = UnitNumber.objects.filter(uuid=row, unit=unit).first()
    if found is None:
        raise DomainError(_("Không có dòng này."), status=404)
    withdraw_number(number=found, reason=request.POST.get("reason", "")[:300], at=clock.now(), by=account)
    messages.success(request, _("Đã rút lại. Số liệu trước hôm nay vẫn như đã báo cáo."))
    return redirect("unit_numbers_of", uuid=unit.uuid)


def _asked(request: HttpRequest) -> tuple[str, Target | None]:
    measure = request.GET.get("loai", "")
    if measure not in Measure.values:
        measure = Measure.WORKING_AGE.value
    if measure != Measure.ACTUAL or not request.GET.get("chi-tieu"):
        return measure, None
    return measure, get_object_or_404(targets_with_results(), code=request.GET["chi-tieu"])


def _begun(lines: list[Line]) -> str:
    """A line for every unit, so that only the numbers have to be typed."""
    return "\n".join(f"{line.unit.full_name} ({line.unit.code}): " for line in lines)


def _stated(request: HttpRequest, form: ManyNumbersForm, measure: str, target: Target | None) -> bool:
    account, data = _account(request), form.cleaned_data
    units = scope.visible_unit_ids(account, clock.today(), right=Right.CHANGE_PEOPLE)
    heading = Heading(measure, data["on"], data["source"], target, units)
    file, now = data.get("file"), clock.now()
    try:
        if file:
            count = import_numbers(file.read(), file.name, heading=heading, at=now, by=account)
        else:
            count = paste_numbers(data["pasted"], heading=heading, at=now, by=account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    said = ngettext("Đã ghi %(n)s số liệu.", "Đã ghi %(n)s số liệu.", count) % {"n": count}
    messages.success(request, said)
    return True


def _stated_one(form: NumberForm, unit: OrgUnit, account: Account) -> bool:
    try:
        state_number(said=Stated(unit=unit, **form.cleaned_data), at=clock.now(), by=account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Coming from a table, its measure and target are chosen."""
    measure, target = _asked(request)
    return {"measure": measure, "target": target}


def _require_in_hand(account: Account, unit: OrgUnit) -> None:
    scope.require_hr(account)
    scope.require_unit(account, unit.uuid, clock.today(), right=Right.CHANGE_PEOPLE)


def _account(request: HttpRequest) -> Account:
    return request.user  # type: ignore[return-value]
