"""Builds ffmpeg's argument lists with ffmpeg-python; running them is content.video.process's work.

ffmpeg-python writes options in alphabetical order and cannot repeat one, so nothing here relies on either.
"""

from itertools import groupby
from pathlib import Path
from typing import Any

import ffmpeg

from content.video import sound_arguments
from content.video.commands import CONTAINERS, PROTOCOLS, ffmpeg_binary
from content.video.film_arguments import THREADS, choirs, outputs
from content.video.plan import Step, Work, poster_size
from content.video.probe import Source

QUIET = ("-nostdin", "-hide_banner", "-loglevel", "error")


def conversion(source: Source, work: Work, folder: Path, voiced: Path | None = None) -> list[str]:
    """One process for all films and sounds: decoding is shared, a quarter less work than a process each.

    `voiced`: an output whose finished sound track the films take over instead of encoding it once more.
    """
    given = _input(source)
    pictures = _pictures(given, source, work.steps)
    tracks = 0 if voiced else len(choirs(work.steps))
    sounds = _split_sound(given, source.audio, tracks + sound_arguments.branches(work.sounds))
    films = outputs(source, work.steps, pictures, sounds[:tracks], folder, voiced)
    alone = sound_arguments.outputs(work.sounds, sounds[tracks:], folder, source.seconds)
    return _compiled(ffmpeg.merge_outputs(*films, *alone).global_args("-progress", "pipe:1"))


def still(source: Source, target: Path) -> list[str]:
    """The most typical picture near the beginning, as a PNG of the poster's size."""
    start = min(3.0, source.seconds / 3)
    width, height = poster_size(source)
    picture = _input(source, ss=round(start, 2))[str(source.video)].filter("thumbnail", 50)
    picture = picture.filter("scale", width, height, flags="lanczos").filter("setsar", 1)
    return _compiled(picture.output(str(target), **{"frames:v": 1, "update": 1, "threads": THREADS}))


def _input(source: Source, **extra: Any) -> Any:
    return ffmpeg.input(str(source.path), protocol_whitelist=PROTOCOLS, format_whitelist=CONTAINERS, **extra)


def _pictures(given: Any, source: Source, steps: tuple[Step, ...]) -> dict[str, Any]:
    """By rung; each size is scaled from the next larger one of the same rate, not from the source again."""
    if not steps:
        return {}
    falling = sorted(steps, key=lambda step: (step.rung.fps, step.rung.short_side), reverse=True)
    rates = [(fps, list(group)) for fps, group in groupby(falling, key=lambda step: step.rung.fps)]
    branches = given[str(source.video)].filter_multi_output("split", len(rates))
    made: dict[str, Any] = {}
    for number, (fps, group) in enumerate(rates):
        made |= _cascade(branches[number].filter("fps", fps), group)
    return made


def _cascade(picture: Any, falling: list[Step]) -> dict[str, Any]:
    made = {}
    for step in falling:
        halves = picture.filter("scale", step.width, step.height).filter("setsar", 1)
        halves = halves.filter("format", "yuv420p")
        if step is not falling[-1]:
            parts = halves.filter_multi_output("split", 2)
            halves, picture = parts[0], parts[1]
        made[step.rung.name] = halves
    return made


def _split_sound(given: Any, stream: int | None, many: int) -> list[Any]:
    if stream is None or not many:
        return []
    # A sound track that begins late or has holes is filled, or it would drift away from the picture.
    whole = given[str(stream)].filter("aresample", **{"async": 1, "first_pts": 0})
    parts = whole.filter_multi_output("asplit", many)
    return [parts[number] for number in range(many)]


def _compiled(graph: Any) -> list[str]:
    return list(ffmpeg.compile(graph.global_args(*QUIET), cmd=ffmpeg_binary(), overwrite_output=True))
