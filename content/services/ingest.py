"""Takes a video file from this machine's disk: checks, stores, converts, and says what came out."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from content.models import Video
from content.services.video import register_video
from content.video import job
from content.video.digest import sha256_of
from content.video.errors import Refused
from content.video.manifest import manifest
from content.video.probe import probe

SETTLED = (Video.Status.READY, Video.Status.FAILED)
OUTPUT_KEYS = ("name", "bytes", "width", "height", "url")


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
    return known or _convert(_stored(path, title, digest, watch()), watch)


def _stored(path: Path, title: str, digest: str, at: datetime) -> Video:
    with path.open("rb") as file, transaction.atomic():
        video = Video(title=title, type="video", sha256=digest)
        video.file.save(path.name, File(file), save=True)
        register_video(video=video, at=at, call_worker=False)
    return video


def _convert(video: Video, watch: Callable[[], datetime]) -> Video:
    """Convert here; if a worker was faster, wait for it (it keeps its lease alive or loses it)."""
    while True:
        job.run(video.jobs.get().pk, watch)
        video.refresh_from_db()
        if video.status in SETTLED:
            return video
        time.sleep(1)


def outcome(video: Video) -> dict[str, Any]:
    """What `ingest_video --json` prints for a stored video."""
    made = manifest(video)
    ready = video.status == Video.Status.READY
    return {
        "status": "ready" if ready else "failed",
        "reason": video.reason,
        "duration": made["duration"],
        "outputs": [{key: one[key] for key in OUTPUT_KEYS} for one in made["outputs"]] if ready else [],
        "video": made["video"],
    }


def refusal(error: DomainError) -> dict[str, Any]:
    """The same shape for a file that was not stored."""
    return {"status": "failed", "reason": str(error), "duration": 0, "outputs": []}
