"""The timetable of content: conversions that lost their worker, pages whose hour has come."""

from celery import shared_task
from django.core.management import call_command

from common import clock
from content.services import video


@shared_task(name="content.periodic.requeue_lost", ignore_result=True)
def requeue_lost() -> None:
    """Send waiting and abandoned conversions again, and clear away what killed ones and deleted films left."""
    video.requeue_lost(at=clock.now())
    video.sweep_workshops(at=clock.now())
    video.sweep_outputs()


@shared_task(name="content.periodic.publish_scheduled", ignore_result=True)
def publish_scheduled() -> None:
    """Publish and withdraw the pages whose time has come (Wagtail's own command)."""
    call_command("publish_scheduled")
