"""Work on rosters in the worker, and the timetable that finds what was lost or is over."""

from celery import shared_task

from common.clock import now
from people.mailing import send_due
from people.models import Roster
from people.resources import job
from people.resources.result_file import make_result
from people.services.phone_codes import forget_codes
from people.services.rosters import forget_files, forget_results
from people.services.sessions import forget_ended


@shared_task(name="people.periodic.work_on_roster", time_limit=3600)
def work_on_roster(pk: int) -> bool:
    """Read, apply or undo this roster unless somebody else does."""
    return job.run(pk, now)


@shared_task(name="people.periodic.make_roster_result", time_limit=1800)
def make_roster_result(pk: int) -> None:
    """The result workbook of a large roster that is still being looked at."""
    if roster := Roster.objects.filter(pk=pk).first():
        make_result(roster, at=now())


@shared_task(name="people.periodic.requeue_rosters")
def requeue_rosters() -> int:
    """Send again what waits or has lost its worker."""
    return job.send_waiting(now)


@shared_task(name="people.periodic.forget_roster_files", time_limit=600)
def forget_roster_files() -> int:
    """Delete files with identity numbers a month after a dry run that went no further, and old result workbooks."""
    return forget_files(at=now()) + forget_results(at=now())


@shared_task(name="people.periodic.forget_phone_codes", time_limit=600)
def forget_phone_codes() -> int:
    """Delete requests for codes once no limit counts them."""
    return forget_codes(at=now())


@shared_task(name="people.periodic.forget_ended_sessions", time_limit=600)
def forget_ended_sessions() -> int:
    """Drop browsers and addresses of sessions that are over."""
    return forget_ended(at=now())


@shared_task(name="people.periodic.mail_notices", time_limit=600)
def mail_notices() -> int:
    """Mail what notices have waited long enough, one mail a reader."""
    return send_due(now())
