"""The timetable: reminders, report cycles, the desk's long work, figures kept ready, and what was lost or is over."""

import logging

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from common.clock import now
from reports.models import BulkDeed, ExportFile, ReportCycle
from reports.services import jobs
from reports.services.chasing.daily import prepare_due
from reports.services.chasing.sending import send_waiting
from reports.services.cycles import follow_units, open_due
from reports.services.rollup_check import check_all
from reports.services.rollups import catch_up, count_missing
from reports.services.runs import freeze_due

log = logging.getLogger(__name__)
DRIFT, REMEMBER_DRIFT = "figures:drift", 3 * 24 * 3600  # for the operator's page


@shared_task(name="reports.periodic.prepare_reminders", time_limit=1800)
def prepare_reminders() -> int:
    """Once a day the messages are written down; write what is due today, unless that was done."""
    return prepare_due(at=now())


@shared_task(name="reports.periodic.send_reminders", time_limit=600)
def send_reminders() -> int:
    """Send what waits, at the pace that the gateway bears."""
    return send_waiting(at=now(), most=settings.CHASE_PER_MINUTE)


@shared_task(name="reports.periodic.tend_report_cycles", time_limit=1800)
def tend_report_cycles() -> int:
    """All three are idempotent: a lost message costs an hour, a doubled one nothing."""
    moved = len(open_due(at=now()))
    for cycle in ReportCycle.objects.filter(run__isnull=True):
        moved += follow_units(cycle=cycle, at=now())
    return moved + len(freeze_due(at=now()))


@shared_task(name="reports.periodic.work_on_bulk", time_limit=3600)
def work_on_bulk(pk: int) -> bool:
    """Do or undo this deed unless somebody else does."""
    from reports.services.bulk import work  # what a worker without such work need not hold

    return work.run(pk, now)


@shared_task(name="reports.periodic.make_export", time_limit=3600)
def make_export(pk: int) -> bool:
    """Make this file unless somebody else does."""
    from reports.services.exporting import work

    return work.run(pk, now)


@shared_task(name="reports.periodic.requeue_jobs")
def requeue_jobs() -> int:
    """Send again what waits or has lost its worker."""
    return jobs.send_waiting(BulkDeed, now) + jobs.send_waiting(ExportFile, now)


@shared_task(name="reports.periodic.forget_files", time_limit=600)
def forget_files() -> int:
    """Files are kept for some days; lists that were chosen and never used go as well."""
    from reports.services.exporting.keeping import forget
    from reports.services.forgetting import forget_drafts

    return forget(at=now()) + forget_drafts(at=now())


@shared_task(name="reports.periodic.refresh_figures", time_limit=600)
def refresh_figures(*_news: object) -> int:
    """Count whoever was touched; also nudged when people change."""
    return catch_up(at=now())


@shared_task(name="reports.periodic.count_figures", time_limit=3600)
def count_figures() -> int:
    """Count whole targets whose definition or units have changed."""
    return count_missing(at=now())


@shared_task(name="reports.periodic.give_courses", time_limit=3600)
def give_courses(*_news: object) -> int:
    """What rules of targets give and take back today; also nudged when people change or a rule does."""
    from reports.services.giving import carry_out_all

    return carry_out_all(now())


@shared_task(name="reports.periodic.check_figures", time_limit=3600)
def check_figures() -> int:
    """Every night: what is kept beside the record; what differs is logged and counted anew."""
    at = now()
    drifts = check_all(at=at, write=True)
    cache.set(DRIFT, {"at": at.isoformat(), "drifts": len(drifts)}, REMEMBER_DRIFT)
    for drift in drifts:
        log.error("kept figures differ from the record: %s", drift)
    return len(drifts)
