"""Measuring the writing of films that are ready: a table without a row is the work to do."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Exists, OuterRef

from content.models import Legibility, Video
from content.video import legibility
from content.video.outputs import local_storage

AT_ONCE = 2  # messages a round: converting comes first


def unmeasured() -> list[UUID]:
    """Films whose bytes nobody has measured, the newest first."""
    known = Legibility.objects.filter(source_sha256=OuterRef("sha256"))
    waiting = Video.objects.filter(~Exists(known), status=Video.Status.READY).exclude(sha256="")
    return list(waiting.order_by("-pk").values_list("uuid", flat=True)[:AT_ONCE])


def measure_video(*, uuid: UUID, at: datetime) -> Legibility | None:
    """Measure once for the same bytes; a film whose original is gone counts as without writing."""
    video = Video.objects.filter(uuid=uuid).first()
    if video is None or not video.sha256:
        return None
    known = Legibility.objects.filter(source_sha256=video.sha256).first()
    if known:
        return known
    found = _measured(video)
    row, _made = Legibility.objects.get_or_create(
        source_sha256=video.sha256,
        defaults={
            "pictures": found.pictures,
            "written": found.written,
            "height": found.height,
            "measured_at": at,
        },
    )
    return row


def _measured(video: Video) -> legibility.Writing:
    try:
        if local_storage():
            return legibility.measure(Path(video.file.path))
        with tempfile.NamedTemporaryFile() as copy, video.file.open("rb") as remote:
            shutil.copyfileobj(remote, copy, 1024 * 1024)
            copy.flush()
            return legibility.measure(Path(copy.name))
    except FileNotFoundError:
        return legibility.Writing()
