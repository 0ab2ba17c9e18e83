"""Killed ten times at random moments, worker or ffmpeg: the job ends done or failed with a reason, never half-made."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files import File
from django.db import connection, connections

from common import clock
from content.models import Rendition, Video, VideoJob
from content.services.video import register_video, retry, sweep_workshops
from content.video import job
from content.video.outputs import discard

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks, and looks into /proc"),
]
DEATHS = 10


@pytest.fixture
def media(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("content.tasks.nudge", lambda job_id: None)  # the tests start the work themselves
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.STORAGES = settings.STORAGES | files
    return tmp_path / "media"


def upload(path: Path) -> VideoJob:
    video = Video(title="Bài 1", type="video")
    with path.open("rb") as file:
        video.file.save("bai-1.mp4", File(file))
    return register_video(video=video, at=clock.now(), call_worker=False)


def work(job_id: int) -> None:
    connection.close()
    job.run(job_id, clock.now)
    os._exit(0)


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(one) for one in listed.stdout.split()]


def start(job_id: int) -> "multiprocessing.process.BaseProcess":
    connections.close_all()  # a forked child must not share one
    worker = multiprocessing.get_context("fork").Process(target=work, args=(job_id,))
    worker.start()
    return worker


def start_over(made: VideoJob) -> VideoJob:
    Rendition.objects.all().delete()
    discard(made.video.sha256)
    return register_video(video=Video.objects.get(), at=clock.now(), call_worker=False)


def half_made(media: Path) -> list[Path]:
    """Files in public folders that no row names."""
    known = {media / one.path for one in Rendition.objects.all()}
    folders = [folder for folder in (media / "v").glob("*") if folder.name != ".doing"]
    return [path for folder in folders for path in folder.rglob("*") if path not in known]


def test_ten_deaths_at_random_moments(film: Path, media: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # shown when the test fails
    chance = random.Random(seed)
    made = upload(film)
    original = Path(made.video.file.path)
    size, deaths = original.stat().st_size, 0
    while deaths < DEATHS:
        VideoJob.objects.filter(state="running").update(leased_until=clock.now() - timedelta(seconds=1))
        VideoJob.objects.update(attempts=0)
        worker = start(made.pk)
        time.sleep(chance.uniform(0, 1.5))
        victims = children_of(worker.pid or 0) if chance.random() < 0.4 else []
        for pid in victims or [worker.pid or 0]:
            os.kill(pid, signal.SIGKILL)
        worker.join(60)
        deaths += 1
        made.refresh_from_db()
        if made.state == "failed":  # only its ffmpeg was killed: said so, and tried again by a person
            assert made.reason
            retry(video=Video.objects.get(), at=clock.now())
        elif made.state == "done":
            made = start_over(made)
        else:
            assert not Rendition.objects.exists()
        assert original.stat().st_size == size
    made = start_over(made)
    start(made.pk).join(120)
    made.refresh_from_db()
    assert (made.state, Video.objects.get().status) == ("done", "ready")
    assert {"240p", "360p", "audio", "poster"} <= set(Rendition.objects.values_list("name", flat=True))
    assert half_made(media) == []
    sweep_workshops(at=clock.now() + timedelta(hours=1))
    assert list((media / "v" / ".doing").iterdir()) == []


def test_two_uploads_of_the_same_bytes_at_the_same_moment_are_converted_once(film: Path, media: Path) -> None:
    jobs = [upload(film), upload(film)]
    begun, both = [], threading.Barrier(2)

    def run(one: VideoJob) -> None:
        both.wait()
        begun.append(job.run(one.pk, clock.now))
        connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(begun) == [False, True]  # one waits for the other
    waiting = VideoJob.objects.get(plan="phone", state="queued")
    before = Rendition.objects.get(name="240p").pk
    assert job.run(waiting.pk, clock.now)
    assert set(Video.objects.values_list("status", flat=True)) == {"ready"}
    assert Rendition.objects.get(name="240p").pk == before
