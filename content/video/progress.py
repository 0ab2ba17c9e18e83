"""What the studio shows of a video's conversion: state, stage, percent, outputs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from content.models import Rendition, Video, VideoJob
from content.video.manifest import manifest
from content.video.plan import PHONE
from content.video.stages import Stage

State = VideoJob.State


@dataclass(frozen=True)
class Progress:
    """One video as a row; `job` is its essential one (None for a video stored before it was asked for)."""

    video: Video
    job: VideoJob | None = None
    renditions: list[Rendition] | None = (
        None  # read when needed, unless a list has read them for all its rows
    )

    @property
    def settled(self) -> bool:
        """Nothing more will change by itself."""
        return self.video.status in (Video.Status.READY, Video.Status.FAILED)

    @property
    def failed(self) -> bool:
        return self.video.status == Video.Status.FAILED

    @property
    def ready(self) -> bool:
        return self.video.status == Video.Status.READY

    @property
    def percent(self) -> int:
        return 100 if self.ready else self.job.percent if self.job else 0

    @property
    def stage(self) -> str:
        """What is being done now, in words."""
        running = self.job is not None and self.job.state == State.RUNNING
        return str(Stage(self.job.stage).label) if running and self.job and self.job.stage else ""

    @cached_property
    def made(self) -> dict[str, Any]:
        return manifest(self.video, self.renditions)


def progress_of(video: Video) -> Progress:
    """The conversion whose outputs make a video showable."""
    return Progress(video, VideoJob.objects.filter(video=video, plan=PHONE.name).first())


def progress_of_all(videos: Iterable[Video]) -> list[Progress]:
    """The same for the rows of a list, in two queries."""
    rows = list(videos)
    jobs = {job.video_id: job for job in VideoJob.objects.filter(video__in=rows, plan=PHONE.name)}
    made: dict[str, list[Rendition]] = {}
    for one in Rendition.objects.filter(source_sha256__in=[video.sha256 for video in rows if video.sha256]):
        made.setdefault(one.source_sha256, []).append(one)
    return [Progress(video, jobs.get(video.pk), made.get(video.sha256, [])) for video in rows]
