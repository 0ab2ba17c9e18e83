"""Every collected file behaves as its table says: converted with the right shape, or refused with a sentence."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from content.models import Rendition, Video

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
# Width and height of the smallest output, seconds.
READY = {
    "flipping_a_pancake.mkv": (426, 240, 10.4),
    "fragmented.mp4": (426, 240, 6.0),
    "h264_white_frame_sar_16_9.mp4": (568, 240, 0.0),
    "hevc.mp4": (320, 240, 3.0),
    "moov-at-end.mp4": (426, 240, 6.0),
    "no-audio.mp4": (426, 240, 6.0),
    "ok.mp4": (426, 240, 6.0),
    "old-camera.avi": (294, 240, 3.0),
    "stream.ts": (320, 240, 3.0),
    "test.mov": (426, 240, 1.0),
    "video_0.mov": (426, 240, 0.1),
    "video_90.mov": (240, 426, 0.1),
    "video_rotation_90.mp4": (60, 100, 0.0),
    "vp9-opus.webm": (320, 240, 3.0),
}
REFUSED = {
    # Its index is whole, but the pictures it points to begin at byte 136,368 of a file of 135,418: no decoder has
    # anything to decode ("offset 0x214b0: partial file"), so it cannot play here or elsewhere.
    "invalid_userdata.mp4": "hỏng",
    "text.mp4": "không phải là video",
    "truncated-no-moov.mp4": "bị hỏng",
    "zero-bytes.mp4": "Tệp trống",
    "zero_empty_stsc.mp4": "thiếu",
}


def ingest(path: Path) -> tuple[int, dict[str, Any]]:
    out = StringIO()
    try:
        call_command("ingest_video", str(path), "--json", stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.mark.parametrize("name", READY)
def test_a_film_is_converted_whatever_it_is_called(shared: Path, name: str) -> None:
    width, height, seconds = READY[name]
    code, result = ingest(shared / "fixtures" / "video" / name)
    smallest = result["outputs"][0]
    assert (code, result["status"], result["reason"]) == (0, "ready", "")
    assert (smallest["width"], smallest["height"]) == (width, height)
    assert not seconds or result["duration"] == pytest.approx(seconds, abs=0.5)
    made = {one["name"]: one for one in result["outputs"]}
    assert ("loudspeaker" in made) == ("audio" in made)
    if name == "no-audio.mp4":
        assert "audio" not in made
    if "lufs" in made.get("loudspeaker", {}):
        assert made["loudspeaker"]["lufs"] == pytest.approx(-14, abs=1)
    if name == "ok.mp4":
        films = [one["bytes"] for one in result["outputs"] if one["name"] in ("240p", "360p")]
        assert max(films) <= 558679


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_broken_is_refused_and_nothing_is_stored(shared: Path, name: str) -> None:
    code, result = ingest(shared / "fixtures" / "video" / name)
    assert (code, result["status"], result["outputs"]) == (2, "failed", [])
    assert REFUSED[name] in result["reason"]
    assert not Video.objects.exists()
    assert not Rendition.objects.exists()


def test_the_table_is_complete(shared: Path) -> None:
    files = {path.name for path in (shared / "fixtures" / "video").iterdir()}
    assert files == READY.keys() | REFUSED.keys()
