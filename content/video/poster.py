"""The still picture shown before a video plays: a JPEG for everyone, a smaller WebP for those who read it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image

from content.video.arguments import still
from content.video.errors import Refused
from content.video.probe import Source
from content.video.process import run_ffmpeg

JPEG, WEBP = "poster.jpg", "poster.webp"
STILL_SECONDS = 60.0


def make_poster(source: Source, folder: Path, tick: Callable[[float], None]) -> tuple[int, int]:
    """Write both pictures into `folder`; return their size."""
    picture = folder / "still.png"
    run_ffmpeg(still(source, picture), seconds=STILL_SECONDS, tick=tick)
    if not picture.exists():  # nothing decodable a third in: take the very first picture
        run_ffmpeg(still(replace(source, seconds=0.0), picture), seconds=STILL_SECONDS, tick=tick)
    if not picture.exists():
        raise Refused(_("Không lấy được hình nào từ video này."))
    try:
        return _save(picture, folder)
    finally:
        picture.unlink()


def _save(picture: Path, folder: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    image.save(folder / JPEG, quality=78, optimize=True, progressive=True)
    image.save(folder / WEBP, quality=72, method=6)
    return image.size
