"""Builds ffmpeg's argument lists with ffmpeg-python; running them is content.video.process's work.

ffmpeg-python writes options in alphabetical order and cannot repeat one, so nothing here relies on either.
"""

from pathlib import Path
from typing import Any

import ffmpeg

from content.video.commands import CONTAINERS, PROTOCOLS, ffmpeg_binary
from content.video.plan import Step, poster_size
from content.video.probe import Source

GOP_SECONDS = 4  # key frames at 0, 4, 8 … in every rung: seeking is quick and HLS can be cut by copying
THREADS = 2


def conversion(source: Source, chosen: list[Step], folder: Path) -> list[str]:
    """One process for all rungs: decoding is shared, a quarter less work than a process each."""
    given, many = _input(source), len(chosen)
    pictures = given[str(source.video)].filter_multi_output("split", many)
    sounds = None if source.audio is None else _sound(given, source.audio).filter_multi_output("asplit", many)
    outputs = [
        _output(step, pictures[number], None if sounds is None else sounds[number], folder)
        for number, step in enumerate(chosen)
    ]
    return _compiled(ffmpeg.merge_outputs(*outputs).global_args("-progress", "pipe:1"))


def still(source: Source, target: Path) -> list[str]:
    """The most typical picture near the beginning, as a PNG of the poster's size."""
    start = min(3.0, source.seconds / 3)
    width, height = poster_size(source)
    picture = _input(source, ss=round(start, 2))[str(source.video)].filter("thumbnail", 50)
    picture = picture.filter("scale", width, height, flags="lanczos").filter("setsar", 1)
    return _compiled(picture.output(str(target), **{"frames:v": 1, "update": 1, "threads": THREADS}))


def _input(source: Source, **extra: Any) -> Any:
    return ffmpeg.input(str(source.path), protocol_whitelist=PROTOCOLS, format_whitelist=CONTAINERS, **extra)


def _sound(given: Any, stream: int) -> Any:
    # A sound track that begins late or has holes is filled, or it would drift away from the picture.
    return given[str(stream)].filter("aresample", **{"async": 1, "first_pts": 0})


def _output(step: Step, picture: Any, sound: Any | None, folder: Path) -> Any:
    rung = step.rung
    picture = picture.filter("fps", rung.fps).filter("scale", step.width, step.height)
    streams = [picture.filter("setsar", 1).filter("format", "yuv420p")]
    options = _picture_options(step)
    if sound is not None:
        streams.append(sound)
        options |= {"c:a": "aac", "b:a": f"{rung.audio_rate}k", "ac": 1, "ar": rung.audio_hertz}
    return ffmpeg.output(*streams, str(folder / rung.file), **options)


def _picture_options(step: Step) -> dict[str, Any]:
    rung = step.rung
    return {
        "format": "mp4",
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
        "movflags": "+faststart",
        "map_metadata": -1,  # where and with what it was filmed is nobody's business
        "map_chapters": -1,
        "threads": THREADS,
    }


def _compiled(graph: Any) -> list[str]:
    quiet = graph.global_args("-nostdin", "-hide_banner", "-loglevel", "error")
    return list(ffmpeg.compile(quiet, cmd=ffmpeg_binary(), overwrite_output=True))
