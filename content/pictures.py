"""Small copies of the library's pictures under addresses named after their content.

A published version is frozen, so its pictures must be too: replacing or deleting a picture in the library
changes the next version, never the one that people learnt from. Wagtail's own renditions go with their picture.
"""

import io
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

FOLDER = "p"
WIDTH = 640  # of a reading column on a phone, twice over
QUALITY, SMALL_QUALITY, SMALL = (
    40,
    30,
    360,
)  # up to `SMALL` px wide: a step or a still, whose letters stay readable


@dataclass(frozen=True)
class Picture:
    """An address and the size in pixels at which it is kept."""

    url: str
    width: int
    height: int


def shrunk(image: Any, width: int) -> Picture:
    """The picture as WebP, at most `width` wide; made once for the same bytes and width."""
    path = f"{FOLDER}/{image.get_file_hash()}-{width}.webp"
    if not default_storage.exists(path):
        with image.file.open("rb") as original:
            default_storage.save(path, ContentFile(scaled(original, width)))
    with default_storage.open(path) as file, Image.open(file) as small:
        return Picture(default_storage.url(path), small.width, small.height)


def scaled(file: IO[bytes], width: int) -> bytes:
    """WebP bytes, upright, at most `width` wide, without what a camera wrote into it (GPS)."""
    with Image.open(file) as full:
        clear = "A" in full.getbands() or "transparency" in full.info
        upright = ImageOps.exif_transpose(full).convert("RGBA" if clear else "RGB")
    wide = min(width, upright.width)
    small = upright.resize((wide, round(upright.height * wide / upright.width)), Image.Resampling.LANCZOS)
    packed = io.BytesIO()
    small.save(packed, "WEBP", quality=SMALL_QUALITY if width <= SMALL else QUALITY, method=6)
    return packed.getvalue()
