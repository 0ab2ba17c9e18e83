"""Work for the worker: newcomers, classes, past classes, evidence folders, drift of progress, viewing, telemetry."""

import logging

from celery import shared_task

from common.clock import now
from courses.resources.past_classes import job
from courses.services.afterwards.folder import forget_folders, make_folder, send_waiting_folders
from courses.services.anomalies import forget_details
from courses.services.enrolment import enrol_newcomers
from courses.services.past.forgetting import forget_past_files
from courses.services.progress import rebuild
from courses.services.telemetry import expire_reports
from courses.services.training.making_up import count_made_up
from courses.services.training.planning import begin_due
from courses.services.training.seats import fill_everywhere
from courses.services.viewing import count_viewing as count

log = logging.getLogger(__name__)


@shared_task(name="courses.periodic.enrol_assigned", time_limit=600)
def enrol_assigned(*_news: object) -> int:
    """Enrol whoever has come under a standing order; also nudged when people change."""
    return enrol_newcomers(now())


@shared_task(name="courses.periodic.check_progress", time_limit=1800)
def check_progress() -> int:
    """Report drift between the record and what is derived; correcting it is a person's decision."""
    drifts = rebuild(write=False)
    for drift in drifts:
        log.error("progress differs from the record: %s", drift)
    return len(drifts)


@shared_task(name="courses.periodic.count_viewing", time_limit=1800)
def count_viewing() -> int:
    """Bring the counts behind the trainers' plots up to date."""
    return count(at=now())


@shared_task(name="courses.periodic.expire_telemetry", time_limit=600)
def expire_telemetry() -> int:
    """Delete players' reports older than 90 days, once they are counted, and what was told in those refused."""
    at = now()
    count(at=at)
    return expire_reports(at=at) + forget_details(at=at)


@shared_task(name="courses.periodic.tend_classes", time_limit=600)
def tend_classes() -> int:
    """Classes whose first meeting has begun are running; free seats go to those who wait; what was made up counts."""
    at = now()
    return begin_due(at=at) + fill_everywhere(at=at) + count_made_up(at=at)


@shared_task(name="courses.periodic.work_on_past_class", time_limit=1800)
def work_on_past_class(pk: int) -> bool:
    """Read, record or undo this past class unless somebody else does."""
    return job.run(pk, now)


@shared_task(name="courses.periodic.requeue_past_classes")
def requeue_past_classes() -> int:
    """Send again what waits or has lost its worker."""
    return job.send_waiting(now)


@shared_task(name="courses.periodic.make_evidence_folder", time_limit=1800)
def make_evidence_folder(pk: int) -> bool:
    """Make this evidence folder unless somebody else does."""
    return make_folder(pk, now)


@shared_task(name="courses.periodic.requeue_evidence_folders")
def requeue_evidence_folders() -> int:
    """Send again what waits or has lost its worker."""
    return send_waiting_folders(now)


@shared_task(name="courses.periodic.forget_class_files", time_limit=600)
def forget_class_files() -> int:
    """Delete old evidence folders, and workbooks with identity numbers that nobody had recorded in a month."""
    at = now()
    return forget_folders(at=at) + forget_past_files(at=at)
