"""Questions about report cycles: who reports, who may check, who has handed in."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common import clock
from common.errors import Forbidden
from people.models import Account, Scope
from people.models.org_unit import Branch, Level
from people.queries.tree import UnitTree
from people.queries.units import in_force
from people.rights import Right
from people.scope import visible_unit_ids
from reports.models import Consolidated, ReportCycle, UnitReport

State = UnitReport.State


@dataclass(frozen=True)
class Standing:
    """How many of those who must report have: closed ones must not."""

    asked: int
    handed_in: int
    accepted: int
    returned: int
    late: int

    @property
    def missing(self) -> int:
        """Those who have not handed in."""
        return self.asked - self.handed_in


def reporting_units(tree: UnitTree, province: int, day: date) -> list[int]:
    """The province's own offices, and its districts; where there are none any more, its communes (plan VI.6)."""
    below = [tree.units[unit] for unit in tree.subtree(province, day) if tree.units[unit].exists_on(day)]
    offices = [unit for unit in below if unit.is_office and unit.level == Level.PROVINCE]
    levels = {unit.level for unit in below if not unit.is_office}
    level = Level.DISTRICT if Level.DISTRICT in levels else Level.COMMUNE
    places = [unit for unit in below if not unit.is_office and unit.level == level]
    wanted = [unit for unit in offices if unit.branch in ("", Branch.STATE)] + places
    return [
        unit.id for unit in sorted(wanted, key=lambda unit: (not unit.is_office, unit.sort_key, unit.code))
    ]


def visible_reports(account: Account, cycle: ReportCycle) -> QuerySet[UnitReport]:
    """The reports of units in somebody's scope, today or on the cycle's first day; all for whoever checks."""
    rows = UnitReport.objects.filter(cycle=cycle).select_related("unit")
    if sees_all(account, cycle):
        return rows
    tree = UnitTree.load()
    now, then = (visible_unit_ids(account, day, tree) or set() for day in (clock.today(), cycle.opens_on))
    return rows.filter(unit__in=now | then)


def in_order(reports: QuerySet[UnitReport]) -> list[UnitReport]:
    """Offices first, each in Vietnamese order."""
    return list(reports.order_by("-unit__is_office", "unit__sort_key", "unit__code"))


def sees_all(account: Account, cycle: ReportCycle) -> bool:
    """Whoever looks at the whole province, or checks."""
    return visible_unit_ids(account, clock.today()) is None or may_check(account, cycle)


def may_check(account: Account, cycle: ReportCycle) -> bool:
    """HR of the consolidating office, or of everything."""
    units = visible_unit_ids(account, clock.today(), right=Right.CHANGE_PEOPLE)
    return units is None or (cycle.consolidator_id is not None and cycle.consolidator_id in units)


def require_checker(account: Account, cycle: ReportCycle) -> None:
    """Refuse whoever does not gather this cycle."""
    if not may_check(account, cycle):
        raise Forbidden(_("Việc này do cơ quan tổng hợp báo cáo làm."))


def may_open(account: Account) -> bool:
    """Whoever sets targets for the whole province."""
    return visible_unit_ids(account, clock.today(), right=Right.SET_TARGETS) is None


def standing_of(reports: list[UnitReport], cycle: ReportCycle) -> Standing:
    """Counted from the rows that the page shows."""
    states = Counter(report.state for report in reports)
    asked = len(reports) - states[State.CLOSED]
    return Standing(
        asked=asked,
        handed_in=states[State.SUBMITTED] + states[State.ACCEPTED],
        accepted=states[State.ACCEPTED],
        returned=states[State.RETURNED],
        late=sum(is_late(report, cycle) for report in reports if report.is_handed_in),
    )


def is_late(report: UnitReport, cycle: ReportCycle) -> bool:
    """Whether it was handed in after the due day."""
    return bool(report.submitted_at) and clock.local_day(report.submitted_at) > cycle.due_on  # type: ignore[arg-type]


def officers_of(units: list[int], day: date) -> dict[int, list[Account]]:
    """HR officers whose scope names one of these units, by unit; those above are not woken for each commune."""
    scopes = Scope.objects.filter(in_force(day), role=Scope.Role.HR, unit__in=units, account__is_active=True)
    found: dict[int, list[Account]] = {}
    for scope in scopes.select_related("account").order_by("account_id"):
        found.setdefault(scope.unit_id, []).append(scope.account)
    return found


def waiting_reports(account: Account) -> list[UnitReport]:
    """For the desk: reports in this officer's hand whose consolidated report is not out yet, the latest cycle first."""
    units = visible_unit_ids(account, clock.today(), right=Right.CHANGE_PEOPLE)
    if units is None:
        return []
    rows = UnitReport.objects.filter(unit__in=units, state__in=UnitReport.IN_HAND)
    rows = rows.exclude(cycle__consolidated__state=Consolidated.State.ISSUED).select_related("unit", "cycle")
    return list(rows.order_by("-cycle__freeze_on", "-unit__is_office", "unit__sort_key", "unit__code"))
