"""Scheduled work: let go of roster files that nobody applied."""

from celery import shared_task

from common.clock import now
from people.services.rosters import forget_files


@shared_task(name="people.periodic.forget_roster_files", time_limit=600)
def forget_roster_files() -> int:
    """Delete files with identity numbers a month after a dry run that went no further."""
    return forget_files(at=now())
