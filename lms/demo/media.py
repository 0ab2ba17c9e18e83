"""The demonstration's pictures and films, already converted: loading them takes a copy, not a transcode."""

import hashlib
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import av
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images import get_image_model

from content.captions.reading import read_captions
from content.models import Rendition, Video
from content.video import plan

HERE = Path(__file__).parent
FILMS, PICTURES = HERE / "videos", HERE / "pictures"
HORN_LUFS = -14.0  # as measured when they were made; −14.1 the quietest


class Media:
    """Stores each film and picture once, when a page first asks for it."""

    def __init__(self) -> None:
        self.films: dict[str, Video] = {}
        self.pictures: dict[str, Any] = {}

    def film(self, name: str, title: str) -> Video:
        """The video of a file name, ready to play."""
        if name not in self.films:
            self.films[name] = _film(Path(name).stem, title)
        return self.films[name]

    def picture(self, name: str, alt: str) -> Any:
        """The image of a file name."""
        if name not in self.pictures:
            data = (PICTURES / name).read_bytes()
            image = get_image_model()(title=(alt or name)[:255], description=(alt or "")[:255])
            image.file.save(name, ContentFile(data), save=False)
            image.width, image.height = 480, 360
            image.save()
            self.pictures[name] = image
        return self.pictures[name]


@cache
def _manifest() -> dict[str, dict[str, Any]]:
    return json.loads((FILMS / "manifest.json").read_text("utf-8"))


def _film(stem: str, title: str) -> Video:
    facts, data = _manifest()[stem], (FILMS / f"{stem}.mp4").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    video = Video(
        title=title[:255], type="video", duration=facts["seconds"], width=facts["width"], height=facts["height"],
        sha256=digest, status=Video.Status.READY,
    )  # fmt: skip
    video.file.save(f"{stem}.mp4", ContentFile(data), save=False)
    captions = read_captions((FILMS / f"{stem}.vtt").read_bytes())
    video.captions.save(f"{stem}.vtt", ContentFile(captions.webvtt.encode()), save=False)
    video.captions_report = captions.report
    video.save()
    Rendition.objects.bulk_create(_renditions(stem, digest, facts), ignore_conflicts=True)
    return video


def _renditions(stem: str, digest: str, facts: dict[str, Any]) -> list[Rendition]:
    small, large = (facts["width_240"], facts["height_240"]), (facts["width"], facts["height"])
    outputs = [
        ("240p", "240.mp4", f"{stem}.240.mp4", small),
        ("360p", "360.mp4", f"{stem}.mp4", large),
        ("poster", "poster.jpg", f"{stem}.jpg", large),
        ("poster-webp", "poster.webp", f"{stem}.webp", large),
    ]
    made = [
        _rendition(digest, name, file, (FILMS / source).read_bytes(), size)
        for name, file, source, size in outputs
    ]
    sound = _rendition(digest, plan.AAC.name, plan.AAC.file, _sound_of(FILMS / f"{stem}.mp4"))
    sound.type, sound.seconds = plan.AAC.type, facts["seconds"]
    horn = FILMS / f"{stem}.loa.mp3"
    return [*made, sound, _horn(digest, horn, facts["seconds"])] if horn.exists() else [*made, sound]


def _horn(digest: str, file: Path, seconds: float) -> Rendition:
    """What our own conversion made of the film for the loudspeakers; only some films come with it."""
    made = _rendition(digest, plan.MP3.name, plan.MP3.file, file.read_bytes())
    made.type, made.seconds, made.lufs = plan.MP3.type, seconds, HORN_LUFS
    return made


def _rendition(digest: str, name: str, file: str, data: bytes, size: tuple[int, int] = (0, 0)) -> Rendition:
    path = f"v/{digest}/{file}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return Rendition(
        source_sha256=digest, name=name, path=path, bytes=len(data), width=size[0], height=size[1]
    )


def _sound_of(film: Path) -> bytes:
    """The film's own sound track in a file of its own: copied, not encoded."""
    with tempfile.NamedTemporaryFile(suffix=".m4a") as target:  # its index is moved to the front by its name
        with (
            av.open(str(film)) as source,
            av.open(target.name, "w", options={"movflags": "+faststart"}) as sound,
        ):
            copy = sound.add_stream_from_template(source.streams.audio[0])
            for packet in source.demux(source.streams.audio[0]):
                if packet.dts is not None:
                    packet.stream = copy
                    sound.mux(packet)
        return Path(target.name).read_bytes()
