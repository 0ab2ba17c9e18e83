"""The timetable of tests: papers nobody came back to, statistics; imports and regrades that wait or were lost."""

import logging

from celery import shared_task
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.models import QuestionImport
from assessments.services.attempts import close_overdue as close
from assessments.services.counting import count_statistics as count
from assessments.services.import_applying import LOST_AFTER, apply_import
from assessments.services.question_imports import check_import, drop_expired, give_up
from assessments.services.regrading.lease import waiting
from assessments.services.regrading.work import run
from common import clock, nudges

log = logging.getLogger(__name__)
State = QuestionImport.State
AT_ONCE = 10  # messages a round


@shared_task(name="assessments.periodic.close_overdue", time_limit=600)
def close_overdue() -> int:
    """Submit what was saved."""
    return close(at=clock.now())


@shared_task(name="assessments.periodic.count_statistics", time_limit=1800, ignore_result=True)
def count_statistics() -> None:
    """Bring the figures of tests with new or changed results up to date."""
    count(at=clock.now())


@shared_task(name="assessments.periodic.work_on_import", time_limit=1800)
def work_on_import(pk: int) -> None:
    """Read or take over this file unless somebody else does."""
    source = QuestionImport.objects.select_related("bank").filter(pk=pk).first()
    if source and source.state == State.READING:
        _check(source)
    elif source and source.state == State.APPLYING:
        apply_import(pk=pk, watch=clock.now)


def _check(source: QuestionImport) -> None:
    """A defect of ours ends on the row too, or the timetable would send the file again for ever."""
    try:
        check_import(source=source)
    except Exception:
        log.exception("import %s could not be read", source.pk)
        give_up(source=source, reason=_("Tệp này có câu hỏi không đọc được. Hãy báo quản trị."))


@shared_task(name="assessments.periodic.requeue_imports")
def requeue_imports() -> int:
    """Send again what waits or has lost its worker."""
    lost = clock.now() - LOST_AFTER
    unseen = Q(state=State.READING, uploaded_at__lt=lost) | Q(state=State.APPLYING, applied_at__lt=lost)
    left = Q(worked_at__lt=lost) | (Q(worked_at__isnull=True) & unseen)
    found = QuestionImport.objects.filter(left, state__in=(State.READING, State.APPLYING)).order_by(
        "uploaded_at"
    )[:AT_ONCE]
    for source in found:
        nudges.send("question_import_waits", source.pk)
    return len(found)


@shared_task(name="assessments.periodic.forget_import_files", time_limit=600)
def forget_import_files() -> int:
    """Delete files that were looked at and left."""
    return drop_expired(at=clock.now())


@shared_task(name="assessments.periodic.work_on_regrade", time_limit=6 * 3600)
def work_on_regrade(pk: int) -> bool:
    """Do what this regrade waits for, unless somebody else does."""
    return run(pk, clock.now)


@shared_task(name="assessments.periodic.requeue_regrades")
def requeue_regrades() -> int:
    """Send again what waits or has lost its worker; a message too many does no harm."""
    found = list(waiting(clock.now()).order_by("asked_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        nudges.send("regrade_waits", pk)
    return len(found)
