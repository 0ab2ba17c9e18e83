"""Takes a video file from this machine's disk: checks, stores, converts, and says what came out."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from content.models import Rendition, Video, VideoJob
from content.services.video import register_video
from content.video import job
from content.video.digest import sha256_of
from content.video.errors import Refused
from content.video.lease import in_turn
from content.video.probe import probe

State = VideoJob.State
OPEN = (State.QUEUED, State.RUNNING)
LATE = ("poster", "poster-webp", "storyboard-jpg")  # pictures: listed last


def ingest(*, path: Path, title: str, watch: Callable[[], datetime]) -> Video:
    """Return the video, ready or failed with its reason; raise Refused before anything is stored.

    Bytes that are known and converted are not stored again.
    """
    if not path.is_file():
        raise Refused(_("Không có tệp %(path)s.") % {"path": path})
    probe(path)
    with path.open("rb") as file:
        digest = sha256_of(file)
    known = Video.objects.filter(sha256=digest, status=Video.Status.READY).first()
    return _convert(known or _stored(path, title, digest, watch()), watch)


def _stored(path: Path, title: str, digest: str, at: datetime) -> Video:
    with path.open("rb") as file, transaction.atomic():
        video = Video(title=title, type="video", sha256=digest)
        video.file.save(path.name, File(file), save=True)
        register_video(video=video, at=at, call_worker=False)
    return video


def _convert(video: Video, watch: Callable[[], datetime]) -> Video:
    """Convert here, both jobs; if a worker was faster, wait for it (it keeps its lease alive or loses it)."""
    while job_id := in_turn(video.jobs.filter(state__in=OPEN)).values_list("pk", flat=True).first():
        if not job.run(job_id, watch):
            time.sleep(1)
    video.refresh_from_db()
    return video


def outcome(video: Video) -> dict[str, Any]:
    """What `ingest_video --json` prints for a stored video."""
    ready = video.status == Video.Status.READY
    made = Rendition.objects.filter(source_sha256=video.sha256) if ready else []
    late = video.jobs.filter(state=State.FAILED).values_list("reason", flat=True).first()
    return {
        "status": "ready" if ready else "failed",
        "reason": video.reason or late or "",
        "duration": round(video.duration, 2),
        "outputs": [_described(one) for one in sorted(made, key=_place)],
        "video": str(video.uuid),
    }


def _place(one: Rendition) -> tuple[bool, bool, int, str]:
    """Films from small to large, then sound and the rest, pictures last."""
    rung = one.name[:-1] if one.name[:-1].isdigit() else ""
    return one.name in LATE, not rung, int(rung or 0), one.name


def _described(one: Rendition) -> dict[str, Any]:
    facts = {
        "name": one.name, "bytes": one.bytes, "width": one.width, "height": one.height, "type": one.type,
        "url": default_storage.url(one.path),
    }  # fmt: skip
    if one.seconds:
        facts["duration"] = round(one.seconds, 2)
    if one.lufs is not None:
        facts |= {"lufs": one.lufs, "true_peak": one.true_peak}
    return facts


def refusal(error: DomainError) -> dict[str, Any]:
    """The same shape for a file that was not stored."""
    return {"status": "failed", "reason": str(error), "duration": 0, "outputs": []}
