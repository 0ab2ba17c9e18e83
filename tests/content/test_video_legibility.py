"""Small writing on slides is noticed, big writing and pictures without any are left alone."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from content.models import Legibility, Video
from content.tasks import measure_legibility
from content.video.commands import ffmpeg_binary
from content.video.legibility import Writing, measure, points, warning
from content.video.writing import unmeasured

AT = datetime(2026, 11, 1, 1, tzinfo=UTC)
FONT = settings.BASE_DIR / "common" / "fonts" / "BeVietnamPro-Regular.ttf"
TEXT = ["Bà con ghi nhật ký sản xuất", "ngay lúc làm, đừng để đến", "cuối vụ mới nhớ lại."]


def slides(folder: Path, height: int, ink: str = "#16201B", paper: str = "#FBF8F0") -> Path:
    """Two seconds of one slide, 1280 × 720, its writing of that size."""
    page = Image.new("RGB", (1280, 720), paper)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), height)
    for number, line in enumerate(TEXT):
        draw.text((40, 60 + int(1.8 * height) * number), line, font=font, fill=ink)
    page.save(folder / "slide.png")
    target = folder / f"slides-{height}.mp4"
    made = [
        "-loop",
        "1",
        "-i",
        str(folder / "slide.png"),
        "-t",
        "2",
        "-r",
        "5",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "2",
    ]
    subprocess.run([ffmpeg_binary(), "-nostdin", "-v", "error", *made, str(target)], check=True)
    return target


@pytest.mark.parametrize(("height", "low", "high"), [(18, 3.5, 5.5), (72, 8, 19)])
def test_the_height_of_the_writing_is_measured(tmp_path: Path, height: int, low: float, high: float) -> None:
    found = measure(slides(tmp_path, height))
    assert found.height is not None
    assert low <= points(found.height, 240) <= high


def test_light_writing_on_a_dark_ground_is_writing_too(tmp_path: Path) -> None:
    found = measure(slides(tmp_path, 18, ink="#FFFFFF", paper="#123A31"))
    assert found.height is not None
    assert points(found.height, 240) < 6


def test_a_picture_without_writing_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "leaves.mp4"
    source = ["-f", "lavfi", "-i", "mandelbrot=size=640x360:rate=5", "-t", "2", "-pix_fmt", "yuv420p"]
    subprocess.run([ffmpeg_binary(), "-nostdin", "-v", "error", *source, str(target)], check=True)
    found = measure(target)
    assert (found.pictures > 0, found.height) == (True, None)


def test_a_clip_from_a_camera_is_left_alone(shared: Path) -> None:
    assert measure(shared / "fixtures" / "video" / "flipping_a_pancake.mkv").height is None


def test_a_file_that_is_no_film_has_no_writing(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("#EXTM3U\nfile:///etc/passwd")
    assert measure(tmp_path / "a.mp4") == Writing()


@pytest.mark.parametrize(
    ("at_240", "said"),
    [
        (None, ""),
        (8.5, ""),
        (7.0, "gấp rưỡi"),
        (4.5, "to gấp đôi"),
        (3.0, "to gấp 3 lần"),
        (3.4, "to gấp 2,5 lần"),
    ],
)
def test_the_warning_says_what_to_do(at_240: float | None, said: str) -> None:
    told = warning(at_240 / 240 if at_240 else None)
    assert (said in told) if said else told == ""


@pytest.mark.django_db
def test_the_same_bytes_are_measured_once_and_a_lost_original_is_no_error() -> None:
    first, twin = (
        Video.objects.create(title="a", type="video", file="media/gone.mp4", sha256="c" * 64, status="ready")
        for _ in range(2)
    )
    assert set(unmeasured()) == {first.uuid, twin.uuid}
    measure_legibility(str(first.uuid))
    measure_legibility(str(twin.uuid))
    assert (Legibility.objects.get().pictures, unmeasured()) == (0, [])


@pytest.mark.django_db
def test_what_is_still_converting_waits() -> None:
    Video.objects.create(title="a", type="video", file="media/a.mp4", sha256="c" * 64, status="working")
    assert unmeasured() == []
