"""With a real queue and a real worker: what is killed is done again, and its effects are there once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files import File

from common import clock
from content.models import Rendition, Video, VideoJob
from content.services.video import register_video
from content.video.commands import ffmpeg_binary
from tests.embedded_queue import EmbeddedQueue
from tests.workers import Workers

pytestmark = [pytest.mark.queue, pytest.mark.django_db(transaction=True)]
PATIENCE = 120


class Installation(Workers):
    """Workers with a media folder of their own, and films that take a while."""

    def __init__(self, folder: Path, queue: EmbeddedQueue) -> None:
        super().__init__(folder, queue, "video", FFMPEG=str(self._ffmpeg_in_no_hurry(folder)))

    @staticmethod
    def _ffmpeg_in_no_hurry(folder: Path) -> Path:
        """Twice as fast as the film plays, so that there is a middle in which to be killed."""
        program = folder / "ffmpeg"
        program.write_text(f'#!/bin/sh\nexec {ffmpeg_binary()} -readrate 2 "$@"\n')
        program.chmod(0o755)
        return program

    def upload(self, path: Path) -> VideoJob:
        video = Video(title="Bài 1", type="video")
        with path.open("rb") as file:
            video.file.save("bai-1.mp4", File(file))
        return register_video(video=video, at=clock.now(), call_worker=False)

    def until(self, fits: Callable[[VideoJob], bool]) -> VideoJob:
        deadline = time.monotonic() + PATIENCE
        while not fits(job := VideoJob.objects.get(plan="phone")):
            told = (job.state, job.stage, job.percent, job.attempts, job.reason, self.logs())
            assert time.monotonic() < deadline, told
            time.sleep(0.1)
        return job


@pytest.fixture
def installation(
    embedded_queue: EmbeddedQueue, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would prefer it to the queue of this test
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    made = Installation(tmp_path, embedded_queue)
    yield made
    made.end()


def children_of(worker: subprocess.Popen[bytes]) -> list[int]:
    """ffmpeg takes the place of its launcher, so it is the worker's own child."""
    command = ["ps", "-o", "pid=", "--ppid", str(worker.pid)]
    return [
        int(pid)
        for pid in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    ]


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_worker_killed_in_the_middle_of_a_conversion(installation: Installation, slow_film: Path) -> None:
    first = installation.start()
    job = installation.upload(slow_film)
    for _message in range(3):  # delivered three times, worked on once
        installation.send("content.tasks.run_job", job.pk)
    installation.until(lambda job: job.stage == "convert" and job.percent > 5)
    children = children_of(first)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert children
    installation.until(lambda _job: not any(map(alive, children)))  # ffmpeg dies with its worker
    assert not Rendition.objects.exists()

    VideoJob.objects.update(leased_until=clock.now() - timedelta(seconds=1))  # half a minute later
    installation.start()
    installation.send("content.periodic.requeue_lost", queue="default")
    done = installation.until(lambda job: job.state in ("done", "failed"))
    assert (done.state, done.percent, done.attempts) == ("done", 100, 2)
    assert set(Rendition.objects.values_list("name", flat=True)) >= {"240p", "360p", "poster", "poster-webp"}
    (folder,) = [path for path in (installation.folder / "media" / "v").iterdir() if path.name != ".doing"]
    assert {path.name for path in folder.iterdir()} >= {"240.mp4", "360.mp4", "poster.jpg", "poster.webp"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_queue_that_is_killed_and_restarted_in_the_middle(
    installation: Installation, embedded_queue: EmbeddedQueue, slow_film: Path
) -> None:
    installation.start()
    job = installation.upload(slow_film)
    installation.send("content.tasks.run_job", job.pk)
    installation.until(lambda job: job.stage == "convert" and job.percent > 5)
    embedded_queue.kill()
    embedded_queue.start()
    installation.start()  # celery's own gives up on a socket that is gone; the supervisor starts another
    deadline = time.monotonic() + PATIENCE
    while VideoJob.objects.exclude(state="done").exists():
        assert time.monotonic() < deadline, list(VideoJob.objects.values())
        installation.send("content.periodic.requeue_lost", queue="default")
        time.sleep(1)
    assert set(VideoJob.objects.values_list("plan", flat=True)) == {"phone", "rest"}
