"""Asking for conversions: a row first, a message on commit; the row is the truth."""

import shutil
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from content import tasks
from content.models import Video, VideoJob
from content.video.digest import sha256_of
from content.video.lease import open_jobs
from content.video.outputs import workshops
from content.video.plan import PHONE

AT_ONCE = 4  # messages a round: what is left keeps its row and comes with a later round
ABANDONED_SECONDS = 120  # a lease is renewed every few seconds, so its folder is anybody's by then


@transaction.atomic
def register_video(*, video: Video, at: datetime, call_worker: bool = True) -> VideoJob:
    """Ask for the conversion of a new or replaced file; a worker still busy with the old one loses its lease.

    Without `call_worker` the caller runs the job itself; the timetable would find it otherwise.
    """
    if not video.sha256:
        with video.file.open("rb") as file:
            video.sha256 = sha256_of(file)
    video.status, video.reason = Video.Status.PENDING, ""
    video.save(update_fields=["sha256", "status", "reason"])
    return _queue(video, PHONE.name, at, call_worker=call_worker)


@transaction.atomic
def retry(*, video: Video, at: datetime) -> VideoJob:
    """Start a failed conversion anew, with all its attempts."""
    if video.status != Video.Status.FAILED:
        raise Conflict(_("Video này không ở trạng thái lỗi, nên không có gì để thử lại."))
    Video.objects.filter(pk=video.pk).update(status=Video.Status.PENDING, reason="")
    return _queue(video, PHONE.name, at)


def _queue(video: Video, plan: str, at: datetime, *, call_worker: bool = True) -> VideoJob:
    fresh = {
        "state": VideoJob.State.QUEUED, "attempts": 0, "lease": None, "leased_until": None,
        "stage": "", "percent": 0, "reason": "", "queued_at": at, "started_at": None, "finished_at": None,
    }  # fmt: skip
    job, _created = VideoJob.objects.update_or_create(video=video, plan=plan, defaults=fresh)
    if call_worker:
        transaction.on_commit(lambda: tasks.nudge(job.pk))
    return job


def requeue_lost(*, at: datetime) -> int:
    """Send again what waits or has lost its worker; return how many. A message too many does no harm."""
    waiting = list(open_jobs(at).order_by("queued_at").values_list("pk", flat=True)[:AT_ONCE])
    for job_id in waiting:
        tasks.nudge(job_id)
    return len(waiting)


def sweep_workshops(*, at: datetime) -> int:
    """Remove what attempts that were killed left on the disk; return how many folders."""
    alive = {
        str(lease) for lease in VideoJob.objects.filter(leased_until__gte=at).values_list("lease", flat=True)
    }
    folder, swept = workshops(), 0
    for left in folder.iterdir() if folder.is_dir() else ():
        if left.name not in alive and left.stat().st_mtime < at.timestamp() - ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
            swept += 1
    return swept
