"""Open a report cycle, follow its units through reforms, remind those who have not handed in."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import format_day
from people.models import Account, OrgUnit
from people.queries.letterhead import province_on
from people.queries.tree import UnitTree
from people.services.audit import Kind, record
from people.services.notices import notify
from reports.models import ReportCycle, Target, UnitReport, UnitReportStep
from reports.queries.cycles import officers_of, reporting_units
from reports.services.consolidated import begin_consolidated

Half = ReportCycle.Half
Verb = UnitReportStep.Verb


def days_of(year: int, half: str) -> tuple[date, date]:
    """The first day of a period and the day on which it is frozen, as the settings have it."""
    text = settings.REPORT_HALF_DAY if half == Half.HALF else settings.REPORT_YEAR_DAY
    day, month = (int(part) for part in text.split("/"))
    return date(year, 1, 1), date(year, month, day)


def open_due(*, at: datetime) -> list[ReportCycle]:
    """Open the cycles whose day has come, once there is a target to report on."""
    today = local_day(at)
    made = []
    for half in Half.values:
        freeze_on = days_of(today.year, half)[1]
        is_time = freeze_on - timedelta(days=settings.REPORT_OPENS_DAYS) <= today <= freeze_on
        if is_time and not ReportCycle.objects.filter(year=today.year, half=half).exists():
            made += (
                [open_cycle(year=today.year, half=half, at=at, by=None)] if Target.objects.exists() else []
            )
    return made


@transaction.atomic
def open_cycle(*, year: int, half: str, at: datetime, by: Account | None) -> ReportCycle:
    """Make the cycle with a report for every unit that has to hand one in, and tell their officers."""
    starts_on, freeze_on = days_of(year, half)
    today = local_day(at)
    province = province_on(min(today, freeze_on))
    if province is None:
        raise DomainError(_("Chưa có danh mục đơn vị nên chưa mở được đợt báo cáo."))
    targets = list(Target.objects.filter(starts_on__lte=freeze_on, due_on__gte=starts_on))
    if not targets:
        raise DomainError(_("Không có chỉ tiêu nào trong kỳ này; hãy đặt chỉ tiêu trước."))
    if today < starts_on:
        raise DomainError(_("Kỳ báo cáo bắt đầu ngày %s, chưa mở được.") % format_day(starts_on))
    cycle, is_new = ReportCycle.objects.get_or_create(
        year=year, half=half,
        defaults={
            "code": f"{year}-{half}", "starts_on": starts_on, "opens_on": min(today, freeze_on),
            "due_on": freeze_on, "freeze_on": freeze_on, "province": province, "opened_at": at,
            "consolidator": _consolidator(targets, freeze_on),
        },
    )  # fmt: skip
    if not is_new:
        raise Conflict(_("Đợt báo cáo %s đã mở rồi.") % cycle.period)
    cycle.targets.set(targets)
    _add(cycle, reporting_units(UnitTree.load(), province.pk, min(today, freeze_on)))
    begin_consolidated(cycle=cycle, at=at)
    record("report_cycle_opened", kind=Kind.CHANGE, by=by, at=at, detail={"cycle": cycle.code})
    _tell(cycle, cycle.unit_reports.all(), at, _("Đã mở đợt báo cáo %s") % cycle.period)
    return cycle


def _consolidator(targets: Iterable[Target], day: date) -> OrgUnit | None:
    """The office that leads most of the targets, or what it has become by then: departments merge too."""
    led = Counter(target.responsible_unit_id for target in targets if target.responsible_unit_id)
    first = min(led, key=lambda unit: (-led[unit], unit), default=None)
    here = UnitTree.load().current(first, day) if first else None
    return OrgUnit.objects.filter(pk__in=[here or first]).first() if first else None


def _add(cycle: ReportCycle, units: Iterable[int]) -> None:
    rows = [UnitReport(cycle=cycle, unit_id=unit) for unit in units]
    UnitReport.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def follow_units(*, cycle: ReportCycle, at: datetime) -> int:
    """After a reform: what ended need not report any more, what began does. Frozen cycles stay as they were."""
    if hasattr(cycle, "run"):
        return 0
    day, tree = local_day(at), UnitTree.load()
    here = tree.current(cycle.province_id, day) or cycle.province_id
    wanted = set(reporting_units(tree, here, day))
    open_rows = cycle.unit_reports.exclude(state=UnitReport.State.CLOSED).select_related("unit")
    ended = [row for row in open_rows if not row.unit.exists_on(day)]
    for row in ended:
        _close(row, tree, day, at)
    _reopen(cycle.unit_reports.filter(state=UnitReport.State.CLOSED, unit__in=wanted), at)
    fresh = wanted - set(cycle.unit_reports.values_list("unit_id", flat=True))
    _add(cycle, fresh)
    return len(ended) + len(fresh)


def _close(report: UnitReport, tree: UnitTree, day: date, at: datetime) -> None:
    heir = tree.current(report.unit_id, day)
    end = report.unit.valid_to
    told = {
        "day": format_day(end) if end else "",
        "heir": tree.units[heir].full_name if heir else _("cấp trên"),
    }
    note = _("Đơn vị kết thúc ngày %(day)s; %(heir)s báo cáo thay.")
    UnitReport.objects.filter(pk=report.pk).update(state=UnitReport.State.CLOSED)
    UnitReportStep.objects.create(report=report, verb=Verb.CLOSED, note=note % told, at=at, by=None)


def _reopen(reports: Iterable[UnitReport], at: datetime) -> None:
    """A merger that was taken back: what the unit had written is in its hand again."""
    note = _("Đơn vị lại có hiệu lực nên lại phải báo cáo; lời đã ghi còn nguyên.")
    for report in reports:
        UnitReport.objects.filter(pk=report.pk).update(state=UnitReport.State.RETURNED)
        UnitReportStep.objects.create(report=report, verb=Verb.RETURNED, note=note, at=at, by=None)


@transaction.atomic
def remind(*, cycle: ReportCycle, at: datetime, by: Account | None) -> tuple[int, list[OrgUnit]]:
    """Tell the officers of every unit that has not handed in; how many units, and those where nobody hears it."""
    waiting = list(cycle.unit_reports.filter(state__in=UnitReport.IN_HAND).select_related("unit"))
    title = _("Nhắc nộp báo cáo %s") % cycle.period
    deaf = _tell(cycle, waiting, at, title)
    steps = [
        UnitReportStep(report=row, verb=Verb.REMINDED, at=at, by=by)
        for row in waiting
        if row.unit not in deaf
    ]
    UnitReportStep.objects.bulk_create(steps)
    record(
        "unit_reports_reminded",
        kind=Kind.CHANGE,
        by=by,
        at=at,
        count=len(steps),
        detail={"cycle": cycle.code},
    )
    return len(steps), deaf


def _tell(cycle: ReportCycle, reports: Iterable[UnitReport], at: datetime, title: str) -> list[OrgUnit]:
    """One notice an officer and unit; the units without an officer come back."""
    rows = list(reports)
    officers = officers_of([row.unit_id for row in rows], local_day(at))
    text = _("%(unit)s: hạn nộp hết ngày %(day)s. Số liệu đã có sẵn, chỉ cần ghi phần giải trình.")
    for row in rows:
        notify(
            topic=f"report:{row.uuid}", title=title, at=at, accounts=officers.get(row.unit_id, ()),
            text=text % {"unit": row.unit.full_name, "day": format_day(cycle.due_on)},
            path=f"/nhan-su/bao-cao/{cycle.code}/don-vi/{row.uuid}/",
        )  # fmt: skip
    return [row.unit for row in rows if row.unit_id not in officers]
