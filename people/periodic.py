"""Scheduled work: let go of roster files that nobody applied, and of old codes sent to phones."""

from celery import shared_task

from common.clock import now
from people.services.phone_codes import forget_codes
from people.services.rosters import forget_files
from people.services.sessions import forget_ended


@shared_task(name="people.periodic.forget_roster_files", time_limit=600)
def forget_roster_files() -> int:
    """Delete files with identity numbers a month after a dry run that went no further."""
    return forget_files(at=now())


@shared_task(name="people.periodic.forget_phone_codes", time_limit=600)
def forget_phone_codes() -> int:
    """Delete requests for codes once no limit counts them."""
    return forget_codes(at=now())


@shared_task(name="people.periodic.forget_ended_sessions", time_limit=600)
def forget_ended_sessions() -> int:
    """Drop browsers and addresses of sessions that are over."""
    return forget_ended(at=now())
