"""How loud a sound is, and the loudspeakers' MP3, made as loud as it has to be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from content.video import sound_arguments
from content.video.process import run_ffmpeg

TARGET = -14.0  # LUFS, as a meter reads the file: a horn is one loudspeaker
NEAR = 0.8  # the promise is 1 LU
STEEPNESS, SPARE = (
    1.5,
    0.5,
)  # the limiter takes away a third of what is added: measured on speech and street noise
SILENCE = -60.0
PASSES = 4
LINE = re.compile(r"^\s+(I|Peak):\s+(-?[\d.]+|-inf|nan) ", re.MULTILINE)
Tick = Callable[[float], None]


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; None for silence."""

    lufs: float | None = None
    true_peak: float | None = None


def measure(path: Path, *, seconds: float, tick: Tick) -> Loudness:
    """By EBU R 128, of the finished file."""
    said = run_ffmpeg(sound_arguments.loudness(path), seconds=seconds, tick=tick)
    found = dict(LINE.findall(said.rpartition("Summary:")[2]))
    return Loudness(_number(found.get("I")), _number(found.get("Peak")))


def _number(text: str | None) -> float | None:
    if text in (None, "nan", "-inf"):
        return None
    return float(text) if float(text) > SILENCE else None


def loudspeaker(raw: Path, target: Path, *, seconds: float, tick: Tick) -> Loudness:
    """Encode until the file measures what it should; silence stays silence."""
    found = measure(raw, seconds=seconds, tick=tick)
    gain = SPARE
    for _pass in range(PASSES):
        gain += 0.0 if found.lufs is None else STEEPNESS * (TARGET - found.lufs)
        run_ffmpeg(sound_arguments.loudspeaker(raw, target, gain), seconds=seconds, tick=tick)
        found = measure(target, seconds=seconds, tick=tick)
        if found.lufs is None or abs(found.lufs - TARGET) <= NEAR:
            break
    return found
