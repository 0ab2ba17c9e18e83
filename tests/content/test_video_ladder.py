"""One upload becomes all outputs: sizes, sound, loudspeaker, HLS, storyboard; whatever the file is like."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.files.storage import default_storage

from content.models import Rendition, Video
from content.services import ingest
from content.video import making, storyboard
from content.video.commands import ffmpeg_binary
from content.video.manifest import manifest
from content.video.plan import PHONE, REST, Step, steps, work
from content.video.probe import Source
from courses.services.versions import publish_version

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


def ingested(path: Path) -> dict[str, Any]:
    video = ingest.ingest(path=path, title="Bài 1", watch=lambda: START)
    assert not video.jobs.exclude(state="done").exists(), list(video.jobs.values_list("plan", "reason"))
    return manifest(Video.objects.get())


def film_of(folder: Path, name: str, *arguments: str) -> Path:
    target = folder / name
    command = [ffmpeg_binary(), "-nostdin", "-y", "-loglevel", "error", *arguments, str(target)]
    subprocess.run(command, check=True)
    return target


def picture(size: str, seconds: float = 1) -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate=10:duration={seconds}"]


SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=9"]
QUICK = ["-preset", "ultrafast", "-shortest"]


@pytest.fixture
def large(films: Path) -> Path:
    """Nine seconds of 720p with sound: two key frames after the first."""
    known = films / "large.mp4"
    return known if known.exists() else film_of(films, "large.mp4", *picture("1280x720", 9), *SOUND, *QUICK)


def read(name: str) -> str:
    with default_storage.open(Rendition.objects.get(name=name).path) as file:
        return bytes(file.read()).decode()


def test_a_film_shown_early_gets_the_rest_afterwards(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.video.plan.TOGETHER_SECONDS", 1)
    monkeypatch.setattr("content.video.plan.HLS_SECONDS", 5)
    made = ingested(large)
    assert [one["name"] for one in made["outputs"]] == ["240p", "360p", "480p", "720p"]
    assert made["outputs"][3]["type"].startswith('video/mp4; codecs="avc1.4d40')
    with default_storage.open(Rendition.objects.get(name="720p").path) as file, av.open(file) as opened:
        assert opened.streams.audio[0].rate == 44100  # taken over from 360p
        assert float(opened.streams.audio[0].duration * opened.streams.audio[0].time_base) > 8.5
    master = read("hls")
    assert re.findall(r"RESOLUTION=(\S+?),", master) == ["426x240", "640x360", "854x480", "1280x720"]
    assert 'CODECS="avc1.42c0' in master
    assert "mp4a.40.2" in master
    folder = made["hls"]["url"].removeprefix("/media/").rpartition("/")[0]
    for name in re.findall(r'^hls.*|(?<=URI=")[^"]+', master, re.MULTILINE):
        playlist = default_storage.open(f"{folder}/{name}").read().decode()
        (segments,) = set(re.findall(r"^hls\S+", playlist, re.MULTILINE))
        assert default_storage.exists(f"{folder}/{segments}")
        assert playlist.count("#EXTINF") == 3
    assert made["hls"]["bytes"] > sum(one["bytes"] for one in made["outputs"]) * 0.8
    assert read("storyboard").count("storyboard.jpg#xywh=") == 3
    assert "00:00:04.000 --> 00:00:08.000\nstoryboard.jpg#xywh=160,0,160,90" in read("storyboard")


def test_a_short_film_is_decoded_once(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted: list[list[str]] = []
    really = making.run_ffmpeg

    def run(argv: list[str], **options: Any) -> str:
        converted.append(argv)
        return really(argv, **options)

    monkeypatch.setattr(making, "run_ffmpeg", run)
    made = ingested(large)
    assert [one["name"] for one in made["outputs"]] == ["240p", "360p", "480p", "720p"]
    assert sum(str(large.name) in " ".join(argv) or "libx264" in argv for argv in converted) == 1
    assert made["hls"] is None
    loud = Rendition.objects.get(name="loudspeaker")
    assert loud.lufs == pytest.approx(-14, abs=1)
    with default_storage.open(loud.path) as file, av.open(file) as opened:
        stream = opened.streams.audio[0]
        assert (stream.codec_context.name, stream.channels, stream.rate) == ("mp3float", 1, 44100)


@pytest.mark.parametrize(
    ("name", "arguments", "sizes"),
    [
        ("upright.mp4", [*picture("480x854"), *QUICK], [(240, 428), (360, 640), (480, 854)]),
        ("odd.mkv", [*picture("853x481"), "-pix_fmt", "yuv444p", *QUICK], [(426, 240), (640, 360), (852, 480)]),
        ("anamorphic.mp4", [*picture("720x576"), "-vf", "setsar=64/45", *QUICK], [(426, 240), (640, 360), (854, 480)]),
        ("ten-bit.mkv", [*picture("426x240"), "-c:v", "libx265", "-pix_fmt", "yuv420p10le", *QUICK], [(426, 240)]),
        ("surround.mkv", [*picture("426x240"), "-f", "lavfi", "-i", "anoisesrc=d=4:a=0.1", "-ac", "6", *QUICK], [(426, 240)]),  # noqa: E501
        ("late-sound.mkv", [*picture("426x240", 3), "-itsoffset", "1", *SOUND, "-t", "3", *QUICK], [(426, 240)]),
    ],
)  # fmt: skip
def test_unusual_films_come_out_upright_square_and_never_larger(
    tmp_path: Path, name: str, arguments: list[str], sizes: list[tuple[int, int]]
) -> None:
    made = ingested(film_of(tmp_path, name, *arguments))
    assert [(one["width"], one["height"]) for one in made["outputs"]] == sizes
    assert (made["loudspeaker"] is None) == (name not in ("surround.mkv", "late-sound.mkv"))


def test_pictures_that_come_at_odd_times_keep_the_films_length(tmp_path: Path) -> None:
    holes = ["-vf", "select='not(mod(n,7))+not(mod(n,5))'", "-fps_mode", "vfr"]
    made = ingested(film_of(tmp_path, "vfr.mkv", *picture("426x240", 4), *holes, *QUICK))
    assert made["duration"] == pytest.approx(4, abs=0.6)


def test_subtitles_attachments_and_silence_do_no_harm(tmp_path: Path) -> None:
    words = tmp_path / "a.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nXin chào\n")
    extras = ["-i", str(words), "-f", "lavfi", "-i", "anullsrc=d=4", "-map", "0", "-map", "1", "-map", "2"]
    attached = ["-attach", str(words), "-metadata:s:t", "mimetype=text/plain", "-c:s", "srt"]
    made = ingested(film_of(tmp_path, "extras.mkv", *picture("426x240", 4), *extras, *attached, *QUICK))
    assert Rendition.objects.get(name="loudspeaker").lufs is None
    with default_storage.open(Rendition.objects.get(name="240p").path) as file, av.open(file) as opened:
        assert [stream.type for stream in opened.streams] == ["video", "audio"]
    assert made["audio"]


def test_a_lesson_published_early_gains_the_rest_without_a_new_version(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.video.plan.TOGETHER_SECONDS", 1)
    early = ingest._stored(large, "Bài 1", "", START)
    ingest.job.run(early.jobs.get().pk, lambda: START)
    early.refresh_from_db()
    version = publish_version(
        kind="video",
        title="Bài 1",
        body=[],
        body_html="",
        media=manifest(early) | {"title": "Bài 1"},
        at=START,
    )
    assert len(version.media["outputs"]) == 2
    before = version.digest
    ingest.job.run(early.jobs.get(plan="rest").pk, lambda: START)
    version.refresh_from_db()
    assert [one["name"] for one in version.media["outputs"]] == ["240p", "360p", "480p", "720p"]
    assert version.media["title"] == "Bài 1"
    assert version.media["storyboard"]
    assert version.digest != before


def source(seconds: float, width: int = 1280, height: int = 720) -> Source:
    return Source(Path("/x"), seconds, width, height, 0, 1)


def test_the_rest_never_grows_a_film() -> None:
    assert [step.rung.name for step in steps(REST, source(9))] == ["480p", "720p"]
    assert [step.rung.name for step in steps(REST, source(9, 640, 360))] == []
    assert work(REST, source(301)).hls
    assert not work(REST, source(300)).hls
    assert {step.rung.name for step in work(PHONE, source(600)).steps} == {"240p", "360p", "480p", "720p"}
    assert {step.rung.name for step in work(PHONE, source(601)).steps} == {"240p", "360p"}


@pytest.mark.parametrize(
    ("seconds", "count", "step"), [(1, 1, 4), (9, 3, 4), (3600, 100, 36), (14400, 100, 144)]
)
def test_a_storyboard_has_at_most_a_hundred_pictures(seconds: float, count: int, step: int) -> None:
    board = storyboard.board(seconds, Step(PHONE.rungs[0], 240, 426))
    assert (board.count, board.step, board.width, board.height) == (count, step, 90, 160)
    assert board.rows * board.columns >= count
    assert storyboard.cues(board).count("-->") == count
