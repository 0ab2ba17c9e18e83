"""What a device fetches to keep a lesson for later: film, sound, subtitles and pictures, each with its bytes."""

import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from common.members_films import path_of
from courses.films import tracks
from courses.models import ActivityVersion

PICTURES = re.compile(r'<img[^>]*\ssrc="([^"]+)"')
A_DAY = 24 * 3600


def parcel(version: ActivityVersion, path: str, media: dict[str, Any]) -> dict[str, Any]:
    """Of one version as it opens at `path`; `media` holds the addresses that this reader may fetch.

    The film is the smallest there is, the sound the one that plays everywhere.
    """
    films = sorted(media.get("outputs") or [], key=lambda output: output["bytes"])
    sounds = media.get("audio") or []
    facts = version.facts
    poster = facts.get("poster") or media.get("poster") or facts.get("picture")
    around = [poster, *PICTURES.findall(version.body_html), *(track["url"] for track in tracks(media))]
    return {
        "path": path,
        "title": version.title,
        "version": version.number,
        "seconds": media.get("duration", 0),
        "film": _file(films[0]) if films else None,
        "sound": _file(sounds[-1]) if sounds else None,
        "files": [{"url": url, "bytes": size_of(url)} for url in dict.fromkeys(around) if _ours(url)],
    }


def size_of(url: str) -> int:
    """Bytes of a media file, asked of the storage once a day; 0 when it cannot say."""
    path = path_of(url) or url.removeprefix(settings.MEDIA_URL)
    size: int = cache.get_or_set(f"saving:{path}", lambda: _size(path), A_DAY) or 0
    return size


def _size(path: str) -> int:
    try:
        return default_storage.size(path)
    except (OSError, SuspiciousFileOperation):
        return 0  # the device will hear of it when it fetches


def _file(output: dict[str, Any]) -> dict[str, Any]:
    return {"url": output["url"], "bytes": output["bytes"]}


def _ours(url: str | None) -> bool:
    return bool(url) and str(url).startswith(settings.MEDIA_URL)
