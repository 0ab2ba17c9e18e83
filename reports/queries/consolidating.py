"""What the consolidated report is made of: figures of the run (or of now), the previous run, what units said."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import translation

from assessments.surveys.figures import Satisfaction, satisfaction
from common.clock import end_of_day, local_day
from people.models import OrgUnit
from people.queries.letterhead import province_on
from people.queries.tree import UnitTree
from reports.definitions import definition_of
from reports.models import ReportCycle, ReportRun, Target, UnitReport
from reports.queries.canonical import lines_of
from reports.queries.cycles import in_order
from reports.queries.figures import Frame
from reports.queries.kept_figures import figure_of
from reports.queries.kept_parts import excluded_in
from reports.queries.runs import Printed, parsed, told

Row = dict[str, Any]


@dataclass(frozen=True)
class Material:
    """Everything the pattern of the text reads; asking it costs no query."""

    cycle: ReportCycle
    run: ReportRun | None
    definitions: list[dict[str, Any]]
    rows: list[Row]
    before: Printed | None
    reports: list[UnitReport]
    satisfied: Satisfaction | None
    province: OrgUnit  # as it was on the day of the figures
    issuer: OrgUnit  # as it is on the day of issue, or today while that is open
    at: datetime

    @cached_property
    def totals(self) -> dict[str, Row]:
        """Each target's total, by code."""
        return {row["target"]: row for row in self.rows if row["kind"] == "total"}

    def units(self, code: str) -> list[Row]:
        """Unit rows of one target, by level and code."""
        return [row for row in self.rows if row["kind"] == "unit" and row["target"] == code]

    def excluded(self, code: str) -> list[Row]:
        """Members that do not count, with their reason."""
        return [
            row
            for row in self.rows
            if row["kind"] == "member" and row["target"] == code and row["standing"] == "excluded"
        ]


def material_of(cycle: ReportCycle, at: datetime) -> Material:
    """Of the frozen run; before it is frozen, of what is known now."""
    run = ReportRun.objects.filter(cycle=cycle).first()
    if run:
        definitions, rows = run.definitions, told(run).rows
    else:
        definitions, rows = figures_now(cycle, at)
    province = province_on(cycle.freeze_on) or cycle.province
    earlier = ReportRun.objects.filter(cycle__freeze_on__lt=cycle.freeze_on).order_by("-as_of").first()
    return Material(
        cycle=cycle, run=run, definitions=definitions, rows=rows, province=province, at=at,
        issuer=_issuer(cycle, at) or province,
        before=told(earlier) if earlier else None,
        reports=in_order(cycle.unit_reports.select_related("unit")),
        satisfied=satisfaction(since=cycle.starts_on, until=min(cycle.freeze_on, local_day(at))),
    )  # fmt: skip


def _issuer(cycle: ReportCycle, at: datetime) -> OrgUnit | None:
    paper = getattr(cycle, "consolidated", None)
    return province_on((paper and paper.issued_on) or local_day(at))


def figures_now(cycle: ReportCycle, at: datetime) -> tuple[list[dict[str, Any]], list[Row]]:
    """Definitions and rows of a cycle that is not frozen, as of today or its day."""
    targets = list(cycle.targets.select_related("unit").order_by("code"))
    definitions = [definition_of(target) for target in targets]
    day = min(cycle.freeze_on, local_day(at))
    cutoff = end_of_day(day) if day < local_day(at) else None
    with translation.override("vi"):
        return definitions, [row for one in targets for row in _rows_now(one, day, cutoff, at)]


def _rows_now(target: Target, day: date, cutoff: datetime | None, at: datetime) -> list[Row]:
    """What `told` says of a run, from what is kept: an office opens its form, and nobody freezes anything."""
    figures = figure_of(
        target, UnitTree.load(), as_of=day, frame=Frame.DAY, within=None, now=at, cutoff=cutoff, exact=True
    )
    return parsed(sorted(lines_of(figures, excluded_in(figures))))


def unit_figures(report: UnitReport, at: datetime) -> list[tuple[dict[str, Any], Row | None]]:
    """Each target with this unit's row, None where the unit has nobody that counts."""
    run = ReportRun.objects.filter(cycle=report.cycle).first()
    definitions, rows = (run.definitions, told(run).rows) if run else figures_now(report.cycle, at)
    start = report.unit.valid_from.isoformat() if report.unit.valid_from else None
    mine = {
        row["target"]: row
        for row in rows
        if row["kind"] == "unit" and (row["code"], row["valid_from"]) == (report.unit.code, start)
    }
    return [(definition, mine.get(definition["code"])) for definition in definitions]
