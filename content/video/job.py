"""One conversion from claim to end: look, convert, poster, publish; its row says how far it is."""

import errno
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from content.models import Rendition, Video, VideoJob
from content.video import outputs, poster
from content.video.arguments import conversion
from content.video.errors import LeaseLost, Refused, Setback
from content.video.lease import Lease, claim
from content.video.plan import PLANS, Plan, Step, steps
from content.video.probe import Source, probe
from content.video.process import disk_full, run_ffmpeg, unwritable
from content.video.stages import Stage

log = logging.getLogger(__name__)
State = VideoJob.State
SPARE_BYTES = 50_000_000


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
        source = probe(_local(video, folder))
        chosen = steps(plan, source)
        if _made_before(video.sha256, plan, chosen):
            return _finish(lease, source, [])
        made = _convert(lease, plan, source, chosen, folder / "out")
        lease.say(Stage.PUBLISH, 97)
        _finish(lease, source, outputs.publish(video.sha256, made))


def _local(video: Video, folder: Path) -> Path:
    """The original as a file of this machine."""
    if outputs.local_storage():
        return Path(video.file.path)
    copy = folder / "original"
    with video.file.open("rb") as remote, copy.open("wb") as local:
        shutil.copyfileobj(remote, local, 1024 * 1024)
    return copy


def _made_before(sha256: str, plan: Plan, chosen: list[Step]) -> bool:
    names = {step.rung.name for step in chosen} | ({"poster", "poster-webp"} if plan.poster else set())
    paths = dict(Rendition.objects.filter(source_sha256=sha256, name__in=names).values_list("name", "path"))
    return len(paths) == len(names) and all(default_storage.exists(path) for path in paths.values())


def _convert(
    lease: Lease, plan: Plan, source: Source, chosen: list[Step], folder: Path
) -> list[outputs.Made]:
    _check_space(source, chosen, folder)
    run_ffmpeg(
        conversion(source, chosen, folder),
        seconds=source.seconds,
        tick=lambda done: lease.say(Stage.CONVERT, 2 + int(90 * done)),
    )
    made = [_checked(source, step, folder) for step in chosen]
    if plan.poster:
        width, height = poster.make_poster(source, folder, lambda _done: lease.say(Stage.POSTER, 93))
        files = (("poster", poster.JPEG), ("poster-webp", poster.WEBP))
        made += [outputs.Made(name, folder / file, width, height) for name, file in files]
    return made


def _check_space(source: Source, chosen: list[Step], folder: Path) -> None:
    kilobits = sum(step.rung.maxrate + step.rung.audio_rate for step in chosen) * max(1.0, source.seconds)
    if shutil.disk_usage(folder).free < kilobits * 125 + SPARE_BYTES:
        raise disk_full()


def _checked(source: Source, step: Step, folder: Path) -> outputs.Made:
    """What ffmpeg wrote, looked at once more: an output that does not play is not published."""
    written = probe(folder / step.rung.file)
    if (written.width, written.height) != (
        step.width,
        step.height,
    ) or written.seconds < 0.9 * source.seconds - 1:
        raise RuntimeError(f"{step.rung.name}: {written} was made of {source}")
    return outputs.Made(step.rung.name, written.path, written.width, written.height)


@contextmanager
def _machine_troubles() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Setback(_("Không còn thấy tệp gốc trên máy chủ. Hãy tải video lên lại.")) from error
    except OSError as error:
        log.exception("conversion met the machine's limits")
        raise (disk_full() if error.errno in (errno.ENOSPC, errno.EDQUOT) else unwritable()) from error


def _finish(lease: Lease, source: Source, made: list[Rendition]) -> None:
    """The rows, all or none: only now do the outputs exist for anybody."""
    video = lease.job.video
    with transaction.atomic():
        lease.set(
            state=State.DONE, stage="", percent=100, finished_at=lease.watch(), lease=None, leased_until=None
        )
        Rendition.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["source_sha256", "name"],
            update_fields=["path", "bytes", "width", "height"],
        )
        Video.objects.filter(pk=video.pk).update(
            status=Video.Status.READY,
            reason="",
            duration=source.seconds,
            width=source.width,
            height=source.height,
        )
        nudges.send("video_ready", str(video.uuid))


def _fail(lease: Lease, reason: str) -> None:
    plan = PLANS[lease.job.plan]
    try:
        with transaction.atomic():
            lease.set(
                state=State.FAILED,
                reason=reason[:400],
                finished_at=lease.watch(),
                lease=None,
                leased_until=None,
            )
            if plan.essential:
                Video.objects.filter(pk=lease.job.video_id).update(
                    status=Video.Status.FAILED, reason=reason[:400]
                )
    except LeaseLost:
        log.info("video job %s failed here, but belongs to another worker now", lease.job.pk)


def _give_back(lease: Lease) -> None:
    try:
        lease.set(state=State.QUEUED, lease=None, leased_until=None)
    except LeaseLost:
        log.info("video job %s was already taken over", lease.job.pk)
