"""What the studio shows of a video's conversion: state, stage, percent, outputs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from content.models import Rendition, Video, VideoJob
from content.video.manifest import manifest
from content.video.plan import PHONE, REST
from content.video.stages import Stage

State = VideoJob.State
OPEN = (State.QUEUED, State.RUNNING)
STOPPED = (State.FAILED, State.CANCELLED)


@dataclass(frozen=True)
class Progress:
    """One video as a row; `job` makes it showable, `rest` the other outputs (None if nobody asked for them yet)."""

    video: Video
    job: VideoJob | None = None
    rest: VideoJob | None = None
    renditions: list[Rendition] | None = (
        None  # read when needed, unless a list has read them for all its rows
    )

    @property
    def settled(self) -> bool:
        """Nothing more will change by itself."""
        return self.stopped or (self.ready and not self.open)

    @property
    def open(self) -> bool:
        """A conversion waits or runs, so it can be cancelled."""
        return bool(self.current and self.current.state in OPEN)

    @property
    def current(self) -> VideoJob | None:
        """The job that a person would ask about now."""
        return self.rest if self.ready and self.rest else self.job

    @property
    def failed(self) -> bool:
        return self.video.status == Video.Status.FAILED

    @property
    def cancelled(self) -> bool:
        return self.video.status == Video.Status.CANCELLED

    @property
    def stopped(self) -> bool:
        return self.failed or self.cancelled

    @property
    def rest_stopped(self) -> bool:
        """The film can be shown, but not all its outputs were made."""
        return self.ready and self.rest is not None and self.rest.state in STOPPED

    @property
    def incomplete(self) -> bool:
        """Stored before the other outputs were made at all."""
        return self.ready and self.rest is None

    @property
    def can_retry(self) -> bool:
        return self.stopped or self.rest_stopped or self.incomplete

    @property
    def ready(self) -> bool:
        return self.video.status == Video.Status.READY

    @property
    def percent(self) -> int:
        """Of what makes it showable."""
        return 100 if self.ready else self.job.percent if self.job else 0

    @property
    def stage(self) -> str:
        """What is being done now, in words."""
        job = self.current
        return str(Stage(job.stage).label) if job and job.state == State.RUNNING and job.stage else ""

    @cached_property
    def made(self) -> dict[str, Any]:
        return manifest(self.video, self.renditions)


def progress_of(video: Video) -> Progress:
    """The conversions of a video."""
    return Progress(video, *_of(_jobs([video]), video))


def progress_of_all(videos: Iterable[Video]) -> list[Progress]:
    """The same for the rows of a list, in two queries."""
    rows = list(videos)
    jobs = _jobs(rows)
    made: dict[str, list[Rendition]] = {}
    for one in Rendition.objects.filter(source_sha256__in=[video.sha256 for video in rows if video.sha256]):
        made.setdefault(one.source_sha256, []).append(one)
    return [Progress(video, *_of(jobs, video), made.get(video.sha256, [])) for video in rows]


def _jobs(videos: list[Video]) -> dict[tuple[int, str], VideoJob]:
    found = VideoJob.objects.filter(video__in=videos).select_related("cancelled_by__person")
    return {(job.video_id, job.plan): job for job in found}


def _of(jobs: dict[tuple[int, str], VideoJob], video: Video) -> tuple[VideoJob | None, VideoJob | None]:
    return jobs.get((video.pk, PHONE.name)), jobs.get((video.pk, REST.name))
