"""A conversion has its effects once, shows how far it is, and ends with a reason when it cannot."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from common.errors import Conflict
from content.models import Rendition, Video, VideoJob
from content.services.video import register_video, requeue_lost, retry, sweep_workshops
from content.video import job, lease, process
from content.video.commands import ffmpeg_binary
from content.video.manifest import manifest

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


def watch() -> datetime:
    return START


@pytest.fixture
def upload(film: Path) -> Callable[..., VideoJob]:
    def _upload(path: Path = film, at: datetime = START) -> VideoJob:
        video = Video(title="Bài 1", type="video")
        with path.open("rb") as file:
            video.file.save("bai-1.mp4", File(file))
        return register_video(video=video, at=at)

    return _upload


@pytest.fixture
def on_disk(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    return tmp_path / "media"


def test_the_first_job_makes_a_film_showable_and_asks_for_the_rest(upload: Callable[..., VideoJob]) -> None:
    made = upload()
    assert job.run(made.pk, watch)
    made.refresh_from_db()
    video = made.video
    assert (made.state, made.percent, video.status, made.lease) == ("done", 100, "ready", None)
    assert (round(video.duration), video.width, video.height) == (2, 640, 360)
    described = manifest(video)
    assert [(o["name"], o["width"], o["height"]) for o in described["outputs"]] == [
        ("240p", 426, 240),
        ("360p", 640, 360),
    ]
    assert described["outputs"][0]["url"] == f"/media/v/{video.sha256}/240.mp4"
    assert described["poster"] == f"/media/v/{video.sha256}/poster.jpg"
    assert [one["name"] for one in described["audio"]] == ["audio-opus", "audio"]
    with default_storage.open(f"v/{video.sha256}/poster.webp") as picture:
        assert Image.open(picture).size == (640, 360)
    assert video.jobs.get(plan="rest").state == "queued"


def test_outputs_suit_phones(upload: Callable[..., VideoJob]) -> None:
    made = upload()
    job.run(made.pk, watch)
    with default_storage.open(f"v/{made.video.sha256}/240.mp4") as file:
        head = file.read(64 * 1024)
        file.seek(0)
        with av.open(file) as opened:
            picture, sound = opened.streams.video[0], opened.streams.audio[0]
            assert picture.codec_context.profile in ("Constrained Baseline", "Baseline")
            assert (picture.average_rate, sound.channels, picture.format.name) == (15, 1, "yuv420p")
            assert "location" not in opened.metadata
    assert head.find(b"moov") < head.find(
        b"mdat"
    )  # the index comes first: playing starts with the first bytes


def test_key_frames_come_every_four_seconds(films: Path, upload: Callable[..., VideoJob]) -> None:
    path = films / "nine.mp4"
    subprocess.run(
        [
            ffmpeg_binary(),
            "-nostdin",
            "-loglevel",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:d=9",
            str(path),
        ],
        check=True,
    )
    made = upload(path)
    job.run(made.pk, watch)
    for name in ("240", "360"):
        with default_storage.open(f"v/{made.video.sha256}/{name}.mp4") as file, av.open(file) as opened:
            keys = [float(p.pts * p.time_base) for p in opened.demux(video=0) if p.is_keyframe]
        assert keys == [0, 4, 8]


def test_a_second_delivery_leaves_a_leased_job_alone(upload: Callable[..., VideoJob]) -> None:
    made = upload()
    held = lease.claim(made.pk, watch)
    assert held is not None
    assert not job.run(made.pk, watch)
    assert not job.run(made.pk, lambda: START + lease.LEASE)
    held.say("convert", 40)
    made.refresh_from_db()
    assert (made.state, made.stage, made.percent, made.attempts) == ("running", "convert", 40, 1)


def test_a_job_whose_worker_is_gone_is_taken_over_and_the_old_worker_stops(
    upload: Callable[..., VideoJob],
) -> None:
    made = upload()
    dead = lease.claim(made.pk, watch)
    later = START + lease.LEASE + timedelta(seconds=1)
    assert dead is not None
    assert job.run(made.pk, lambda: later)
    with pytest.raises(job.LeaseLost):
        dead.say("convert", 50)
    made.refresh_from_db()
    assert (made.state, made.attempts) == ("done", 2)


def test_losing_the_lease_ends_ffmpeg_and_leaves_no_trace(
    upload: Callable[..., VideoJob], on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = upload()
    monkeypatch.setattr(lease.Lease, "say", _stolen_while_converting)
    assert job.run(made.pk, watch)
    assert not Rendition.objects.exists()
    assert [path for path in (on_disk / "v").rglob("*") if path.is_file()] == []


def _stolen_while_converting(self: lease.Lease, stage: str, percent: int) -> None:
    if stage == "convert":
        raise job.LeaseLost(self.job.pk)


def test_a_done_job_is_not_done_again(upload: Callable[..., VideoJob]) -> None:
    made = upload()
    assert job.run(made.pk, watch)
    assert not job.run(made.pk, lambda: START + timedelta(days=1))


def test_the_same_bytes_are_converted_once(
    upload: Callable[..., VideoJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, twin = upload(), upload(at=START + timedelta(seconds=5))
    held = lease.claim(first.pk, watch)
    assert held is not None
    assert not job.run(twin.pk, watch)  # waits for the other one
    twin.refresh_from_db()
    assert (twin.state, twin.attempts) == ("queued", 0)
    job._work(held)
    monkeypatch.setattr(
        "content.video.making.run_ffmpeg", lambda *args, **kwargs: pytest.fail("converted twice")
    )
    assert job.run(twin.pk, watch)
    assert Video.objects.get(pk=twin.video_id).status == "ready"
    assert Rendition.objects.filter(name="240p").count() == 1


def test_after_three_attempts_a_job_fails_with_a_reason(upload: Callable[..., VideoJob]) -> None:
    made = upload()
    for attempt in range(3):
        moment = START + attempt * timedelta(minutes=1)
        assert lease.claim(made.pk, lambda moment=moment: moment)
    assert not job.run(made.pk, lambda: START + timedelta(minutes=9))
    made.refresh_from_db()
    assert made.state == "failed"
    assert "3 lần" in made.video.reason


def test_a_bug_gives_the_job_back(upload: Callable[..., VideoJob], monkeypatch: pytest.MonkeyPatch) -> None:
    made = upload()
    monkeypatch.setattr("content.video.making.run_ffmpeg", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        job.run(made.pk, watch)
    made.refresh_from_db()
    assert (made.state, made.lease, made.attempts) == ("queued", None, 1)


def test_a_refused_file_fails_once_and_can_be_tried_again(
    upload: Callable[..., VideoJob], tmp_path: Path
) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("Đây là văn bản.")
    made = upload(text)
    assert job.run(made.pk, watch)
    video = Video.objects.get()
    assert (video.status, video.jobs.get().attempts) == ("failed", 1)
    assert "không phải là video" in video.reason
    assert manifest(video)["outputs"] == []
    assert not job.run(made.pk, watch)
    again = retry(video=video, at=START)
    assert (again.state, again.attempts) == ("queued", 0)
    with pytest.raises(Conflict):
        retry(video=Video.objects.get(), at=START)


def test_a_replaced_file_is_converted_anew(upload: Callable[..., VideoJob], tmp_path: Path) -> None:
    made = upload()
    old = lease.claim(made.pk, watch)
    assert old is not None
    video = made.video
    video.sha256 = ""
    video.file.save("khac.mp4", ContentFile(b"khac"))
    register_video(video=video, at=START)
    with pytest.raises(job.LeaseLost):
        old.say("convert", 99)


def full_disk_ffmpeg(folder: Path) -> str:
    program = folder / "ffmpeg"
    program.write_text("#!/bin/sh\nfor last; do :; done\nhead -c 1000000 /dev/zero > /dev/full\nexit 1\n")
    program.chmod(0o755)
    return str(program)


def test_a_disk_that_fills_up_fails_with_a_reason_and_publishes_nothing(
    upload: Callable[..., VideoJob], on_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = full_disk_ffmpeg(tmp_path)
    monkeypatch.setattr("content.video.arguments.ffmpeg_binary", lambda: program)
    made = upload()
    assert job.run(made.pk, watch)
    video = Video.objects.get()
    assert video.status == "failed"
    assert "hết chỗ" in video.reason
    assert not Rendition.objects.exists()
    assert [path for path in (on_disk / "v").rglob("*") if path.is_file()] == []


def test_too_little_room_is_noticed_before_converting(
    upload: Callable[..., VideoJob], on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.video.making.SPARE_BYTES", 10**18)
    made = upload()
    job.run(made.pk, watch)
    assert "hết chỗ" in Video.objects.get().reason


def test_a_media_folder_that_cannot_be_written_fails_with_a_reason(
    upload: Callable[..., VideoJob], on_disk: Path
) -> None:
    made = upload()
    (on_disk / "v").write_text("a file where a folder should be")
    job.run(made.pk, watch)
    assert "không ghi được" in Video.objects.get().reason


def test_a_stalled_ffmpeg_is_ended(tmp_path: Path) -> None:
    with pytest.raises(process.Refused, match="đứng yên"):
        process.run_ffmpeg(["/bin/sleep", "60"], seconds=1, tick=lambda done: None, stall=1)


def test_progress_grows_to_the_end(film: Path, tmp_path: Path) -> None:
    from content.video.arguments import conversion
    from content.video.plan import PHONE, Work, steps
    from content.video.probe import probe

    seen: list[float] = []
    source = probe(film)
    process.run_ffmpeg(
        conversion(source, Work(tuple(steps(PHONE, source))), tmp_path),
        seconds=source.seconds,
        tick=seen.append,
    )
    assert seen == sorted(seen)
    assert seen[-1] > 0.9


def test_the_timetable_sends_what_waits_and_what_lost_its_worker(
    upload: Callable[..., VideoJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr("content.tasks.nudge", sent.append)
    waiting, dead, alive = upload(), upload(), upload()
    VideoJob.objects.filter(pk=waiting.pk).update(queued_at=START - timedelta(hours=1))
    for pk, until in ((dead.pk, START - timedelta(seconds=1)), (alive.pk, START + timedelta(seconds=20))):
        VideoJob.objects.filter(pk=pk).update(
            state="running", lease="0" * 8 + "-0000-4000-8000-" + "0" * 12, leased_until=until
        )
    requeue_lost(at=START)
    assert sent == [waiting.pk, dead.pk]


def test_what_a_killed_attempt_left_is_swept(on_disk: Path) -> None:
    left = on_disk / "v" / ".doing" / "gone"
    left.mkdir(parents=True)
    long_after = datetime.fromtimestamp(left.stat().st_mtime, UTC) + timedelta(hours=1)
    assert sweep_workshops(at=long_after) == 1
    assert not left.exists()


def test_an_upload_asks_the_queue_only_when_it_is_kept(
    upload: Callable[..., VideoJob], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    sent: list[int] = []
    monkeypatch.setattr("content.tasks.nudge", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        made = upload()
        assert sent == []
    assert sent == [made.pk]
