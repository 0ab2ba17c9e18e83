"""Small copies of the library's pictures under addresses named after their content.

A published version is frozen, so its pictures must be too: replacing or deleting a picture in the library
changes the next version, never the one that people learnt from.
"""

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

FOLDER = "p"
WIDTH = 640  # of a reading column on a phone, twice over
QUALITY = 55


@dataclass(frozen=True)
class Picture:
    """An address and the size in pixels at which it is kept."""

    url: str
    width: int
    height: int


def shrunk(image: Any, width: int) -> Picture:
    """The picture as WebP, at most `width` wide; made once for the same bytes and width."""
    rendition = image.get_rendition(f"width-{width}|format-webp|webpquality-{QUALITY}")
    path = f"{FOLDER}/{image.get_file_hash()}-{width}.webp"
    if not default_storage.exists(path):
        with rendition.file.open("rb") as file:
            default_storage.save(path, file)
    return Picture(default_storage.url(path), rendition.width, rendition.height)
