"""The timetable of content: conversions that lost their worker, films to measure, pages whose hour has come."""

from celery import shared_task
from django.core.management import call_command

from common import clock
from content import tasks
from content.models import CommunePage
from content.services import signs, tallies, video
from content.services.communes import ensure_commune_pages
from content.services.page_editors import bring_editors_up_to_date
from content.upload import mine
from content.upload.finish import finish_left


@shared_task(name="content.periodic.requeue_lost", ignore_result=True)
def requeue_lost() -> None:
    """Send waiting and abandoned conversions again, and clear away what killed ones and deleted films left."""
    video.requeue_lost(at=clock.now())
    video.sweep_workshops(at=clock.now())
    video.sweep_outputs()


@shared_task(name="content.periodic.measure_legibility", ignore_result=True)
def measure_legibility() -> None:
    """Have the small writing of new films measured, when they are converted."""
    tasks.call_for_measuring()


@shared_task(name="content.periodic.publish_scheduled", ignore_result=True)
def publish_scheduled() -> None:
    """Publish and withdraw the pages whose time has come (Wagtail's own command)."""
    call_command("publish_scheduled")


@shared_task(name="content.periodic.sweep_uploads", ignore_result=True, time_limit=600)
def sweep_uploads() -> None:
    """Finish films whose sender left after the last byte; let go of what nobody came back for."""
    finish_left(watch=clock.now)
    mine.sweep(at=clock.now())


@shared_task(name="content.periodic.tend_commune_pages", ignore_result=True)
def tend_commune_pages() -> None:
    """After a reform new communes get their pages; editors come and go with the dates of their rights."""
    if (
        CommunePage.objects.exists()
    ):  # a province that uses them: the first time they are asked for by command
        ensure_commune_pages(at=clock.now())
    bring_editors_up_to_date(on=clock.today())


@shared_task(name="content.periodic.sweep_receipts", ignore_result=True)
def sweep_receipts() -> None:
    """Let go of old receipts of presses."""
    signs.sweep_receipts(at=clock.now())


@shared_task(name="content.periodic.sweep_views", ignore_result=True)
def sweep_views() -> None:
    """Let go of old sums of views."""
    tallies.sweep_views(at=clock.now())
