"""Freeze a figure: one transaction, one run a cycle; what was killed half way left nothing."""

import gzip
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import end_of_day, local_day
from common.errors import DomainError
from people.models import Account
from people.services.audit import Kind, record
from reports.definitions import definition_of
from reports.models import ReportCycle, ReportRun, RunFile, Target
from reports.queries.canonical import CANON, Asked, computed, digest
from reports.queries.figures import Frame

# What another request recorded a moment ago may not be written yet: a cutoff lies where the record has settled.
SETTLES = timedelta(minutes=1)


def settled(at: datetime) -> datetime:
    """The latest cutoff that nothing still being written can come before."""
    return at - SETTLES


@transaction.atomic
def run_target(
    *, target: Target, as_of: date, cutoff: datetime | None, frame: Frame, at: datetime, by: Account | None
) -> ReportRun:
    """Freeze one target outside any cycle."""
    latest = settled(at)
    return _run([definition_of(target)], as_of, min(cutoff or latest, latest), frame, at, by, cycle=None)


@transaction.atomic
def freeze_cycle(*, cycle: ReportCycle, at: datetime, by: Account | None) -> ReportRun:
    """Freeze the cycle's figures as of its day; whoever comes second gets the first one's run."""
    cycle = ReportCycle.objects.select_for_update().get(pk=cycle.pk)
    made = ReportRun.objects.filter(cycle=cycle).first()
    if made:
        return made
    targets = list(cycle.targets.select_related("unit").order_by("code"))
    if not targets:
        raise DomainError(_("Đợt báo cáo chưa có chỉ tiêu nào để chốt."))
    if local_day(at) < cycle.starts_on:
        raise DomainError(_("Kỳ báo cáo chưa bắt đầu, chưa có gì để chốt."))
    day = min(cycle.freeze_on, local_day(at))
    cutoff = min(settled(at), end_of_day(cycle.freeze_on))
    definitions = [definition_of(target) for target in targets]
    return _run(definitions, day, cutoff, Frame.DAY, at, by, cycle=cycle)


def freeze_due(*, at: datetime) -> list[ReportRun]:
    """Freeze every cycle whose day is over and settled; a mishap in one leaves the others."""
    day = local_day(settled(at))
    due = ReportCycle.objects.filter(freeze_on__lt=day, run__isnull=True, targets__isnull=False).distinct()
    return [freeze_cycle(cycle=cycle, at=at, by=None) for cycle in due.order_by("freeze_on")]


def _run(
    definitions: list[dict[str, Any]], as_of: date, cutoff: datetime, frame: Frame, at: datetime,
    by: Account | None, *, cycle: ReportCycle | None,
) -> ReportRun:  # fmt: skip
    found = computed(Asked(definitions, as_of, cutoff, frame, cutoff))
    lines, basis = found.lines, found.basis.packed()
    rows = b"".join(lines)
    run = ReportRun.objects.create(
        cycle=cycle, definitions=definitions, as_of=as_of, cutoff=cutoff, frame=frame.value, canon=CANON,
        row_count=len(lines), rows_sha256=digest(rows), basis_sha256=digest(basis), made_at=at, made_by=by,
    )  # fmt: skip
    for kind, content in ((RunFile.Kind.ROWS, rows), (RunFile.Kind.BASIS, basis)):
        RunFile.objects.create(run=run, kind=kind, packed=gzip.compress(content, mtime=0))
    told = {"run": str(run.uuid), "rows": run.row_count, "sha256": run.rows_sha256}
    record("report_frozen", kind=Kind.CHANGE, by=by, at=at, detail=told)
    return run
