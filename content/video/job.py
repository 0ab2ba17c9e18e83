"""One conversion from claim to end: look, make, publish; its row says how far it is."""

import errno
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from content.models import Rendition, Video, VideoJob
from content.video import outputs
from content.video.errors import LeaseLost, Refused, Setback
from content.video.frozen import grow_versions
from content.video.lease import Lease, ask_for, claim, fail_video
from content.video.making import Making
from content.video.plan import PLANS, REST, Work, work
from content.video.probe import Source, probe
from content.video.process import disk_full, unwritable
from content.video.stages import Stage

log = logging.getLogger(__name__)
State = VideoJob.State
FACTS = ["path", "type", "bytes", "width", "height", "seconds", "lufs", "true_peak"]


def run(job_id: int, watch: Callable[[], datetime]) -> bool:
    """Do the job unless it is done or somebody else's; True if it was worked on. Refusals do not raise."""
    lease = claim(job_id, watch)
    if lease is None:
        return False
    try:
        _work(lease)
    except (Refused, Setback) as end:
        _fail(lease, str(end))
    except LeaseLost:
        log.info("video job %s belongs to another worker now", job_id)
    except BaseException:
        _give_back(lease)  # the timetable sends it again, until the attempts are spent
        raise
    return True


def _work(lease: Lease) -> None:
    video, plan = lease.job.video, PLANS[lease.job.plan]
    with _machine_troubles(), outputs.workshop(lease.token) as folder:
        lease.say(Stage.PROBE, 0)
        # The first job has read the file to its end; its length need not be measured again.
        source = probe(_local(video, folder), full=plan.essential)
        if not plan.essential:
            source = replace(source, seconds=video.duration)
        known = outputs.present(video.sha256)
        wanted = work(plan, source)
        made = Making(lease, source, wanted.without(set(known)), known, folder).all()
        lease.say(Stage.PUBLISH, 97)
        _finish(lease, source, wanted, outputs.publish(video.sha256, made) if made else [])


def _local(video: Video, folder: Path) -> Path:
    """The original as a file of this machine."""
    if outputs.local_storage():
        return Path(video.file.path)
    copy = folder / "original"
    with video.file.open("rb") as remote, copy.open("wb") as local:
        shutil.copyfileobj(remote, local, 1024 * 1024)
    return copy


@contextmanager
def _machine_troubles() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Setback(_("Không còn thấy tệp gốc trên máy chủ. Hãy tải video lên lại.")) from error
    except OSError as error:
        log.exception("conversion met the machine's limits")
        raise (disk_full() if error.errno in (errno.ENOSPC, errno.EDQUOT) else unwritable()) from error


def _finish(lease: Lease, source: Source, wanted: Work, made: list[Rendition]) -> None:
    """The rows, all or none: only now do the outputs exist for anybody."""
    video = lease.job.video
    with transaction.atomic():
        lease.set(
            state=State.DONE, stage="", percent=100, finished_at=lease.watch(), lease=None, leased_until=None
        )
        Rendition.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["source_sha256", "name"], update_fields=FACTS
        )
        _all_there(video.sha256, wanted)
        if PLANS[lease.job.plan].essential:
            _show(video, source)
            ask_for(video.pk, REST, lease.watch())
        grow_versions(Video.objects.get(pk=video.pk))
        nudges.send("video_ready", str(video.uuid))


def _all_there(sha256: str, wanted: Work) -> None:
    """A twin's outputs, found before, may have been swept away with the twin: then they are made after all."""
    rows = Rendition.objects.select_for_update().filter(source_sha256=sha256, name__in=wanted.names)
    if missing := wanted.names - {row.name for row in rows}:
        raise RuntimeError(f"outputs vanished: {missing}")


def _show(video: Video, source: Source) -> None:
    Video.objects.filter(pk=video.pk).update(
        status=Video.Status.READY,
        reason="",
        duration=source.seconds,
        width=source.width,
        height=source.height,
    )


def _fail(lease: Lease, reason: str) -> None:
    reason, at = reason[:400], lease.watch()
    try:
        with transaction.atomic():
            lease.set(state=State.FAILED, reason=reason, finished_at=at, lease=None, leased_until=None)
            fail_video(lease.job, reason)
    except LeaseLost:
        log.info("video job %s failed here, but belongs to another worker now", lease.job.pk)


def _give_back(lease: Lease) -> None:
    try:
        lease.set(state=State.QUEUED, lease=None, leased_until=None)
    except LeaseLost:
        log.info("video job %s was already taken over", lease.job.pk)
