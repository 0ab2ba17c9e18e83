"""The timetable of tests: papers whose time is up and whose learner did not come back."""

from celery import shared_task

from assessments.services.attempts import close_overdue as close
from common.clock import now


@shared_task(name="assessments.periodic.close_overdue", time_limit=600)
def close_overdue() -> int:
    """Submit what was saved."""
    return close(at=now())
