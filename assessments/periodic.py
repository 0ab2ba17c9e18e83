"""The timetable of tests: statistics that follow the attempts."""

from celery import shared_task

from assessments.services.counting import count_statistics as count
from common import clock


@shared_task(name="assessments.periodic.count_statistics", time_limit=1800, ignore_result=True)
def count_statistics() -> None:
    """Bring the figures of tests with new or changed results up to date."""
    count(at=clock.now())
