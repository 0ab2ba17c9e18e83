"""A light copy of a film's poster: a villager pays for it before anything plays."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from content.models import Rendition, Video
from content.pictures import FOLDER, scaled
from content.video.manifest import POSTER

WIDTH = 360  # a small phone's screen


def small_poster(video: Video) -> str:
    """The address of the copy; empty while there is no poster to copy."""
    poster = Rendition.objects.filter(source_sha256=video.sha256, name=POSTER).first()
    if poster is None or not default_storage.exists(poster.path):
        return ""
    path = f"{FOLDER}/{video.sha256}-{WIDTH}.webp"
    if not default_storage.exists(path):
        with default_storage.open(poster.path) as full:
            default_storage.save(path, ContentFile(scaled(full, WIDTH)))
    return str(default_storage.url(path))
