"""What a player needs of a video, as plain JSON: the bridge freezes it into an ActivityVersion."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from content.models import Rendition, Video

POSTER = "poster"


def manifest(video: Video, made: list[Rendition] | None = None) -> dict[str, Any]:
    """The outputs from small to large; a video that is not ready has none.

    `{"video": uuid, "duration": seconds, "poster": url or "", "captions": url of a WebVTT file or "",
    "tracks": [{"lang", "label", "url"}, …] of all languages,
    "outputs": [{"name": "240p", "url", "bytes", "width", "height"}, …]}`
    """
    if made is None:
        made = list(Rendition.objects.filter(source_sha256=video.sha256)) if video.sha256 else []
    posters = [default_storage.url(one.path) for one in made if one.name == POSTER]
    return {
        "video": str(video.uuid),
        "duration": round(video.duration, 2),
        "poster": posters[0] if posters else "",
        "captions": video.captions.url if video.captions else "",
        "tracks": list(_tracks(video)),
        "outputs": [_output(one) for one in sorted(made, key=_rung) if _rung(one)[0]],
    }


def _tracks(video: Video) -> Iterator[dict[str, str]]:
    if video.captions:
        yield {"lang": "vi", "label": "Tiếng Việt", "url": video.captions.url}
    if video.other_captions:
        label = video.get_other_language_display()
        yield {"lang": video.other_language, "label": label, "url": video.other_captions.url}


def _rung(rendition: Rendition) -> tuple[int, str]:
    return (int(rendition.name[:-1]) if rendition.name[:-1].isdigit() else 0, rendition.name)


def _output(rendition: Rendition) -> dict[str, Any]:
    return {
        "name": rendition.name,
        "url": default_storage.url(rendition.path),
        "bytes": rendition.bytes,
        "width": rendition.width,
        "height": rendition.height,
    }
