"""The timetable of tests: papers whose learner did not come back, and statistics that follow the attempts."""

from celery import shared_task

from assessments.services.attempts import close_overdue as close
from assessments.services.counting import count_statistics as count
from common import clock


@shared_task(name="assessments.periodic.close_overdue", time_limit=600)
def close_overdue() -> int:
    """Submit what was saved."""
    return close(at=clock.now())


@shared_task(name="assessments.periodic.count_statistics", time_limit=1800, ignore_result=True)
def count_statistics() -> None:
    """Bring the figures of tests with new or changed results up to date."""
    count(at=clock.now())
