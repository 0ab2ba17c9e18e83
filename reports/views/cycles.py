"""Report cycles: all of them, one with who has handed in, a unit's own report and the check of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError, Forbidden
from people import scope
from people.models import Account
from people.rights import Right
from reports.cycle_forms import EXTRA, OpenForm, UnitReportForm
from reports.models import ReportCycle, UnitReport
from reports.overtaken import Overtaken
from reports.queries.consolidating import unit_figures
from reports.queries.cycles import (
    in_order,
    is_late,
    may_check,
    may_open,
    require_checker,
    sees_all,
    standing_of,
    visible_reports,
)
from reports.services import cycles as services
from reports.services.runs import freeze_cycle
from reports.services.unit_reports import (
    accept_unit_report,
    return_unit_report,
    save_unit_report,
    submit_unit_report,
)
from reports.views.page import desk_only

FILTERS = {
    "chua-nop": UnitReport.IN_HAND,
    "da-nop": (UnitReport.State.SUBMITTED,),
    "da-nhan": (UnitReport.State.ACCEPTED,),
}


def account_of(request: HttpRequest) -> Account:
    """Whoever asks; the guard before has seen to it that they are signed in."""
    return request.user  # type: ignore[return-value]


def cycle_of(code: str) -> ReportCycle:
    """The cycle or 404."""
    return get_object_or_404(ReportCycle.objects.select_related("consolidator", "province", "run"), code=code)


@desk_only
@require_http_methods(["GET", "POST"])
def report_cycles(request: HttpRequest) -> HttpResponse:
    """Every cycle; whoever sets targets for the province opens one by hand."""
    account = account_of(request)
    allowed = may_open(account)
    form = OpenForm(request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST":
        if not allowed:
            raise Forbidden(_("Đợt báo cáo do nhân sự phụ trách toàn tỉnh, thành phố mở."))
        if form.is_valid():
            try:
                cycle = services.open_cycle(**form.cleaned_data, at=clock.now(), by=account)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Đã mở đợt báo cáo và báo cho các đơn vị."))
                return redirect("report_cycle", code=cycle.code)
    cycles = ReportCycle.objects.select_related("run", "consolidated").all()
    context = {"cycles": cycles, "form": form if allowed else None, "scope_label": scope.scope_title(account)}
    return render(request, "reports/cycles.html", context, status=422 if form.is_bound else 200)


@desk_only
def report_cycle(request: HttpRequest, code: str) -> HttpResponse:
    """Who has handed in and who has not, within the scope."""
    account, cycle = account_of(request), cycle_of(code)
    reports = in_order(visible_reports(account, cycle))
    wanted = request.GET.get("loai", "")
    shown = [one for one in reports if wanted not in FILTERS or one.state in FILTERS[wanted]]
    context = {
        "cycle": cycle, "standing": standing_of(reports, cycle), "tabs": _tabs(reports, wanted),
        "reports": [(one, is_late(one, cycle)) for one in shown], "may_check": may_check(account, cycle),
        "sees_all": sees_all(account, cycle), "run": getattr(cycle, "run", None), "today": clock.today(),
        "scope_label": scope.scope_title(account),
    }  # fmt: skip
    return render(request, "reports/cycle.html", context)


def _tabs(reports: list[UnitReport], wanted: str) -> list[dict[str, Any]]:
    names = [
        ("", _("Tất cả")),
        ("chua-nop", _("Chưa nộp")),
        ("da-nop", _("Chờ kiểm tra")),
        ("da-nhan", _("Đã nhận")),
    ]
    return [
        {
            "label": label,
            "count": sum(key not in FILTERS or one.state in FILTERS[key] for one in reports),
            "href": f"?loai={key}" if key else "?",
            "current": key == wanted,
        }
        for key, label in names
    ]


@desk_only
@require_POST
def report_cycle_remind(request: HttpRequest, code: str) -> HttpResponse:
    """Tell every unit that has not handed in."""
    account, cycle = account_of(request), cycle_of(code)
    require_checker(account, cycle)
    count, deaf = services.remind(cycle=cycle, at=clock.now(), by=account)
    messages.success(
        request, ngettext("Đã nhắc %(n)s đơn vị.", "Đã nhắc %(n)s đơn vị.", count) % {"n": count}
    )
    if deaf:
        names = ", ".join(unit.full_name for unit in deaf[:5])
        told = {"n": len(deaf), "names": names}
        messages.warning(
            request, _("%(n)s đơn vị chưa có ai phụ trách nên không nhắc được: %(names)s…") % told
        )
    return redirect("report_cycle", code=cycle.code)


@desk_only
@require_POST
def report_cycle_freeze(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze by hand; a second press gives the same run."""
    account, cycle = account_of(request), cycle_of(code)
    require_checker(account, cycle)
    freeze_cycle(cycle=cycle, at=clock.now(), by=account)
    messages.success(request, _("Đã chốt số liệu. Con số của kỳ này không đổi nữa."))
    return redirect("report_cycle", code=cycle.code)


@desk_only
@require_http_methods(["GET", "POST"])
def unit_report(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """A unit's figures, which nobody types, and its words, which its HR writes and hands in."""
    account, report = account_of(request), _report(request, code, uuid)
    late = clock.today() > report.cycle.due_on
    form = UnitReportForm(request.POST or None, report=report, is_late=late)
    if request.method == "POST":
        _require_writer(account, report)
        if form.is_valid() and _kept(request, form, report, account):
            return redirect("unit_report", code=code, uuid=uuid)
    context = {
        "report": report, "cycle": report.cycle, "form": form, "figures": unit_figures(report, clock.now()),
        "steps": report.steps.select_related("by__person"), "may_check": may_check(account, report.cycle),
        "may_write": _may_write(account, report), "is_late": is_late(report, report.cycle),
        "scope_label": scope.scope_title(account),
    }  # fmt: skip
    return render(request, "reports/unit_report.html", context, status=422 if form.is_bound else 200)


@desk_only
@require_POST
def unit_report_check(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Accept it, or give it back with a reason."""
    account, report = account_of(request), _report(request, code, uuid)
    require_checker(account, report.cycle)
    if request.POST.get("deed") == "nhan":
        accept_unit_report(report=report, at=clock.now(), by=account)
        messages.success(request, _("Đã nhận báo cáo của %s.") % report.unit.full_name)
    else:
        return_unit_report(report=report, reason=request.POST.get("reason", ""), at=clock.now(), by=account)
        messages.success(request, _("Đã trả lại kèm lý do."))
    return redirect("report_cycle", code=code)


def _report(request: HttpRequest, code: str, uuid: UUID) -> UnitReport:
    cycle = ReportCycle.objects.filter(code=code).first()
    rows = visible_reports(account_of(request), cycle) if cycle else UnitReport.objects.none()
    found = rows.select_related("cycle", "unit").filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có báo cáo này trong phạm vi bạn phụ trách."), status=404)
    return found


def _may_write(account: Account, report: UnitReport) -> bool:
    units = scope.visible_unit_ids(account, clock.today(), right=Right.CHANGE_PEOPLE)
    return report.state in UnitReport.IN_HAND and (units is None or report.unit_id in units)


def _require_writer(account: Account, report: UnitReport) -> None:
    scope.require_hr(account)
    scope.require_unit(account, report.unit.uuid, clock.today(), right=Right.CHANGE_PEOPLE)


def _kept(request: HttpRequest, form: UnitReportForm, report: UnitReport, account: Account) -> bool:
    submit = request.POST.get("deed") == "nop"
    try:
        (submit_unit_report if submit else save_unit_report)(
            report=report, said=form.said, at=clock.now(), by=account
        )
    except Overtaken as refusal:
        form.tell(refusal, EXTRA.get(refusal.name, refusal.name))
        return False
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã nộp báo cáo.") if submit else _("Đã lưu, chưa nộp."))
    return True
