"""Regrades in the background: worked on when asked for, sent again when their worker is gone."""

from celery import shared_task

from assessments.services.regrading.lease import waiting
from assessments.services.regrading.work import run
from common import clock, nudges

AT_ONCE = 5


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
