"""A light copy of a film's poster: a villager pays for it before anything plays."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from content.models import Rendition, Video
from content.pictures import FOLDER, QUALITY
from content.video.manifest import POSTER

WIDTH = 400


def small_poster(video: Video) -> str:
    """The address of a light copy of a film's poster; empty while there is none to copy."""
    poster = Rendition.objects.filter(source_sha256=video.sha256, name=POSTER).first()
    if poster is None or not default_storage.exists(poster.path):
        return ""
    path = f"{FOLDER}/{video.sha256}-{WIDTH}.webp"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(_scaled(poster.path)))
    return str(default_storage.url(path))


def _scaled(path: str) -> bytes:
    with default_storage.open(path) as file, Image.open(file) as full:
        height = round(full.height * WIDTH / full.width)
        small, packed = full.resize((WIDTH, height), Image.Resampling.LANCZOS), io.BytesIO()
    small.save(packed, "WEBP", quality=QUALITY, method=6)
    return packed.getvalue()
