"""A unit writes, hands in, is returned to with a reason, is accepted; every step stays with what was said."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account
from people.services.audit import Kind, record
from reports.models import UnitReport, UnitReportStep
from reports.overtaken import is_touched

State, Verb = UnitReport.State, UnitReportStep.Verb
TEXTS = ("done", "hindrances", "proposals")
Said = dict[str, Any]


@transaction.atomic
def save_unit_report(*, report: UnitReport, said: Said, at: datetime, by: Account | None) -> UnitReport:
    """Keep what was written so far; nothing is handed in."""
    report = _locked(report, *UnitReport.IN_HAND)
    _write(report, said)
    report.save()
    return report


@transaction.atomic
def submit_unit_report(*, report: UnitReport, said: Said, at: datetime, by: Account | None) -> UnitReport:
    """Hand in; after the due day with a note why."""
    report = _locked(report, *UnitReport.IN_HAND)
    _write(report, said)
    if local_day(at) > report.cycle.due_on and not report.late_note:
        raise DomainError(_("Đã quá hạn nộp: vẫn nộp được, nhưng hãy ghi lý do nộp muộn."))
    if not any(getattr(report, name) for name in TEXTS):
        raise DomainError(_("Hãy ghi ít nhất kết quả nổi bật, khó khăn hoặc kiến nghị trước khi nộp."))
    report.state, report.submitted_at = State.SUBMITTED, at
    report.save()
    return _step(report, Verb.SUBMITTED, "unit_report_submitted", at, by, report.late_note)


@transaction.atomic
def return_unit_report(*, report: UnitReport, reason: str, at: datetime, by: Account | None) -> UnitReport:
    """Give it back for correction; also one accepted before, until the consolidated report is out."""
    report = _locked(report, *UnitReport.HANDED_IN)
    if not clean(reason):
        raise DomainError(_("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    report.state = State.RETURNED
    report.save()
    return _step(report, Verb.RETURNED, "unit_report_returned", at, by, clean(reason))


@transaction.atomic
def accept_unit_report(*, report: UnitReport, at: datetime, by: Account | None) -> UnitReport:
    """Take it into the consolidated report."""
    report = _locked(report, State.SUBMITTED)
    report.state = State.ACCEPTED
    report.save()
    return _step(report, Verb.ACCEPTED, "unit_report_accepted", at, by, "")


def _locked(report: UnitReport, *states: str) -> UnitReport:
    """The row as it is now, for us alone; two clerks at once are one step."""
    found = (
        UnitReport.objects.select_for_update(of=("self",)).select_related("cycle", "unit").get(pk=report.pk)
    )
    if getattr(getattr(found.cycle, "consolidated", None), "is_issued", False):
        raise Conflict(_("Báo cáo tổng hợp của kỳ này đã ban hành, không sửa được nữa."))
    if found.state not in states:
        raise Conflict(
            _("Báo cáo đang ở trạng thái “%s”, không làm được việc này.") % found.get_state_display()
        )
    return found


def _write(report: UnitReport, said: Said) -> None:
    shown: dict[str, str] = said.get("shown") or {}
    for name in (*TEXTS, "late_note"):
        if is_touched(name, said.get(name, ""), getattr(report, name), shown):
            setattr(report, name, str(said.get(name, "")).strip())
    report.late_note = clean(report.late_note)
    numbers = {
        name: value if is_touched(name, value, report.extra.get(name), shown) else report.extra.get(name)
        for name, value in (said.get("extra") or {}).items()
    }
    report.extra = {name: value for name, value in numbers.items() if value is not None}


def _step(
    report: UnitReport, verb: str, action: str, at: datetime, by: Account | None, note: str
) -> UnitReport:
    said = {name: getattr(report, name) for name in TEXTS} | {"extra": report.extra}
    UnitReportStep.objects.create(report=report, verb=verb, note=note[:500], said=said, at=at, by=by)
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=report.unit, detail={"cycle": report.cycle.code})
    return report
