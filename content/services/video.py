"""Asking for conversions: a row first, a message on commit; the row is the truth."""

import shutil
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from content import tasks
from content.models import Rendition, Video, VideoJob
from content.video.digest import sha256_of
from content.video.frozen import shown_in_versions
from content.video.lease import ask_for, in_turn, open_jobs
from content.video.outputs import discard, workshops
from content.video.plan import PHONE, REST, Plan
from people.models import Account

State = VideoJob.State
STOPPED = (State.FAILED, State.CANCELLED)
STOPPED_VIDEO = (Video.Status.FAILED, Video.Status.CANCELLED)

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
    video.jobs.filter(plan=REST.name).delete()  # of the file before; the first job asks for it anew
    return _queue(video, PHONE, at, call_worker=call_worker)


@transaction.atomic
def retry(*, video: Video, at: datetime) -> VideoJob:
    """Start a failed or cancelled conversion anew, with all its attempts; of a film that is shown, the rest of it."""
    if video.status in STOPPED_VIDEO:
        Video.objects.filter(pk=video.pk).update(status=Video.Status.PENDING, reason="")
        return _queue(video, PHONE, at)
    rest = video.jobs.filter(plan=REST.name).first()
    if video.status == Video.Status.READY and (rest is None or rest.state in STOPPED):
        return _queue(video, REST, at)
    raise Conflict(_("Video này không ở trạng thái lỗi, nên không có gì để thử lại."))


@transaction.atomic
def cancel(*, video: Video, by: Account, at: datetime) -> None:
    """Stop what waits or runs: the worker notices at its next beat, ends ffmpeg and leaves nothing."""
    stopped = VideoJob.objects.filter(video=video, state__in=[State.QUEUED, State.RUNNING]).update(
        state=State.CANCELLED, lease=None, leased_until=None, finished_at=at, cancelled_by=by
    )
    if not stopped:
        raise Conflict(_("Không có việc chuyển đổi nào đang chờ hay đang chạy để hủy."))
    Video.objects.filter(pk=video.pk).exclude(status=Video.Status.READY).update(
        status=Video.Status.CANCELLED, reason=""
    )


def _queue(video: Video, plan: Plan, at: datetime, *, call_worker: bool = True) -> VideoJob:
    job = ask_for(video.pk, plan, at)
    if call_worker:
        transaction.on_commit(lambda: tasks.nudge(job.pk))
    return job


def requeue_lost(*, at: datetime) -> int:
    """Send again what waits or has lost its worker; return how many. A message too many does no harm."""
    waiting = list(in_turn(open_jobs(at)).values_list("pk", flat=True)[:AT_ONCE])
    for job_id in waiting:
        tasks.nudge(job_id)
    return len(waiting)


def sweep_outputs() -> int:
    """Remove the outputs of bytes that no video has any more, unless a frozen lesson shows them; return of how many."""
    kept = Video.objects.exclude(sha256="").values("sha256")
    orphans = Rendition.objects.exclude(source_sha256__in=kept).order_by()
    swept = 0
    for sha256 in orphans.values_list("source_sha256", flat=True).distinct():
        if not shown_in_versions(sha256):
            Rendition.objects.filter(source_sha256=sha256).delete()
            discard(sha256)
            swept += 1
    return swept


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
