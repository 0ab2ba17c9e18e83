"""`ingest_video` takes a file, says what came out as JSON, and never shows a traceback."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from content.models import Video

pytestmark = pytest.mark.django_db


def ingest(path: Path, *options: str) -> tuple[int, Any]:
    out = StringIO()
    try:
        call_command("ingest_video", str(path), *options, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_film_ends_ready_with_its_outputs(film: Path) -> None:
    code, printed = ingest(film, "--json", "--title", "Bài 1")
    result = json.loads(printed)
    assert (code, result["status"], result["reason"], result["duration"]) == (0, "ready", "", 2.0)
    made = {one["name"]: one for one in result["outputs"]}
    assert list(made) == [
        "240p", "360p", "audio", "audio-opus", "loudspeaker", "storyboard", "poster", "poster-webp", "storyboard-jpg",
    ]  # fmt: skip
    assert (made["240p"]["width"], made["360p"]["height"], made["240p"]["duration"]) == (426, 360, 2.0)
    assert made["loudspeaker"]["lufs"] == pytest.approx(-14, abs=1)
    assert made["loudspeaker"]["true_peak"] < 0
    assert all(one["bytes"] > 50 for one in result["outputs"])
    assert Video.objects.get().title == "Bài 1"


def test_the_same_film_is_not_stored_twice(film: Path) -> None:
    assert ingest(film, "--json") == ingest(film, "--json")
    assert Video.objects.count() == 1


@pytest.mark.parametrize("content", [b"", "Đây là văn bản.".encode(), b"\x00\x00\x00\x18ftypisom"])
def test_a_bad_file_ends_with_2_and_stores_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "xau.mp4"
    path.write_bytes(content)
    code, printed = ingest(path, "--json")
    result = json.loads(printed)
    assert (code, result["status"], result["outputs"]) == (2, "failed", [])
    assert result["reason"]
    assert not Video.objects.exists()


def test_an_absent_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    assert ingest(tmp_path / "khong-co.mp4")[0] == 2
    code, printed = ingest(tmp_path)
    assert code == 2
    assert "Không có tệp" in printed
