"""Builds the part of ffmpeg's argument list that writes films: each encoder's options, and which sound goes where."""

from itertools import groupby
from pathlib import Path
from typing import Any

import ffmpeg

from content.video.plan import Step
from content.video.probe import Source
from content.video.sound_arguments import NOTHING_ELSE

GOP_SECONDS = 4  # key frames at 0, 4, 8 … in every rung: seeking is quick and HLS can be cut by copying
THREADS = 2


def choirs(steps: tuple[Step, ...]) -> list[list[Step]]:
    """Films that have the same sound: it is encoded once for all of them."""
    by_sound = sorted(steps, key=_sound_of)
    return [list(group) for _sound, group in groupby(by_sound, key=_sound_of)]


def _sound_of(step: Step) -> tuple[int, int]:
    return step.rung.audio_rate, step.rung.audio_hertz


def outputs(
    source: Source,
    steps: tuple[Step, ...],
    pictures: dict[str, Any],
    tracks: list[Any],
    folder: Path,
    voiced: Path | None,
) -> list[Any]:
    """The films, each with its sound: none, the finished one of `voiced`, or one encoded for all who have the same."""
    if source.audio is None:
        return [_film(step, source, [pictures[step.rung.name]], folder) for step in steps]
    if voiced:
        copied = ffmpeg.input(str(voiced)).audio
        return [
            _film(step, source, [pictures[step.rung.name], copied], folder, copied=True) for step in steps
        ]
    return [
        _film(group[0], source, [pictures[group[0].rung.name], track], folder)
        if len(group) == 1
        else _choir(group, source, [pictures[step.rung.name] for step in group], track, folder)
        for group, track in zip(choirs(steps), tracks, strict=True)
    ]


def _film(step: Step, source: Source, streams: list[Any], folder: Path, *, copied: bool = False) -> Any:
    options = picture_options(step) | track_options(step, source, copied=copied)
    return ffmpeg.output(*streams, str(folder / step.rung.file), **options)


def _choir(group: list[Step], source: Source, pictures: list[Any], track: Any, folder: Path) -> Any:
    """One output that is written to several files, each with a picture of its own and the sound of all."""
    options = NOTHING_ELSE | {"format": "tee"} | track_options(group[0], source, copied=False)
    for number, step in enumerate(group):
        encoder = _encoder(step) | {"flags": "+cgop+global_header"}
        options |= {f"{name.removesuffix(':v')}:v:{number}": value for name, value in encoder.items()}
    files = "|".join(
        f"[f=mp4:movflags=+faststart:select=\\'v:{number},a:0\\']{_for_tee(folder / step.rung.file)}"
        for number, step in enumerate(group)
    )
    return ffmpeg.output(*pictures, track, files, **(options | {"flags:a": "+global_header"}))


def _for_tee(path: Path) -> str:
    """A file's name in the list of a tee, where four characters mean something."""
    return "".join(f"\\{letter}" if letter in "\\'|[]" else letter for letter in str(path))


def track_options(step: Step, source: Source, *, copied: bool) -> dict[str, Any]:
    """How a film's sound is written."""
    rung = step.rung
    if source.audio is None:
        return {}
    if copied:
        return {"c:a": "copy"}
    return {"c:a": "aac", "b:a": f"{rung.audio_rate}k", "ac": 1, "ar": rung.audio_hertz}


def picture_options(step: Step) -> dict[str, Any]:
    """How a film by itself is written."""
    return _encoder(step) | NOTHING_ELSE | {"format": "mp4", "movflags": "+faststart"}


def _encoder(step: Step) -> dict[str, Any]:
    rung = step.rung
    return {
        "c:v": "libx264",
        "profile:v": rung.profile,
        "preset": rung.preset,
        "crf": rung.crf,
        "maxrate": f"{rung.maxrate}k",
        "bufsize": f"{2 * rung.maxrate}k",
        "force_key_frames": f"expr:gte(t,n_forced*{GOP_SECONDS})",
        "g": GOP_SECONDS * rung.fps,
        "sc_threshold": 0,
        "flags": "+cgop",
        "threads": THREADS,
    }
