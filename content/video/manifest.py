"""What a player needs of a video, as plain JSON: the bridge freezes it into an ActivityVersion."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from content.models import Rendition, Video
from content.video import names

POSTER = names.POSTER
LATER = ("outputs", "audio", "loudspeaker", "hls", "storyboard")  # what later jobs of the same file add to


def manifest(video: Video, made: list[Rendition] | None = None) -> dict[str, Any]:
    """The outputs from small to large; a video that is not ready has none, and what was not made is None.

    `{"video": uuid, "duration": seconds, "poster": url or "", "captions": url of a WebVTT file or "",
    "tracks": [{"lang", "label", "url"}, …] of all languages,
    "outputs": [{"name": "240p", "url", "bytes", "width", "height", "type"}, …],
    "audio": [{"name": "audio-opus", "url", "bytes", "type"}, {"name": "audio", …}], smallest first,
    "loudspeaker": {"name", "url", "bytes", "type"}: an MP3 to download,
    "hls": {"name", "url", "bytes", "type"}: the address is that of the master playlist,
    "storyboard": {"name", "url", "bytes", "type", "picture", "width", "height"}: a WebVTT whose cues are
    `storyboard.jpg#xywh=…` of `picture`; `width` and `height` are those of one small picture}`

    `type` is what a `<source type>` says, codecs included. Only 240p, 360p, `audio` and `poster` are sure to be there when
    a video becomes ready; the rest comes later (or never: short, small or silent films), also into frozen versions.
    """
    if made is None:
        made = list(Rendition.objects.filter(source_sha256=video.sha256)) if video.sha256 else []
    known = {one.name: one for one in made}
    poster = known.get(names.POSTER)
    return {
        "video": str(video.uuid),
        "duration": round(video.duration, 2),
        "poster": default_storage.url(poster.path) if poster else "",
        "captions": video.captions.url if video.captions else "",
        "tracks": list(_tracks(video)),
        "outputs": [_picture(one) for one in sorted(made, key=_rung) if _rung(one)[0]],
        "audio": [_file(known[name]) for name in (names.AUDIO_SMALL, names.AUDIO) if name in known],
        "loudspeaker": _optional(known.get(names.LOUDSPEAKER)),
        "hls": _optional(known.get(names.HLS)),
        "storyboard": _storyboard(known.get(names.STORYBOARD), known.get(names.SPRITE)),
    }


def _tracks(video: Video) -> Iterator[dict[str, str]]:
    if video.captions:
        yield {"lang": "vi", "label": "Tiếng Việt", "url": video.captions.url}
    if video.other_captions:
        label = video.get_other_language_display()
        yield {"lang": video.other_language, "label": label, "url": video.other_captions.url}


def _rung(rendition: Rendition) -> tuple[int, str]:
    return (int(rendition.name[:-1]) if rendition.name[:-1].isdigit() else 0, rendition.name)


def _file(one: Rendition) -> dict[str, Any]:
    return {"name": one.name, "url": default_storage.url(one.path), "bytes": one.bytes, "type": one.type}


def _picture(one: Rendition) -> dict[str, Any]:
    return _file(one) | {"width": one.width, "height": one.height, "type": one.type or "video/mp4"}


def _optional(one: Rendition | None) -> dict[str, Any] | None:
    return _file(one) if one else None


def _storyboard(cues: Rendition | None, sprite: Rendition | None) -> dict[str, Any] | None:
    if cues is None or sprite is None:
        return None
    return _picture(cues) | {"picture": default_storage.url(sprite.path)}
