"""How loud a sound is, and the loudspeakers' MP3, made as loud as it has to be."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.video import sound_arguments
from content.video.process import run_ffmpeg

TARGET = -14.0  # LUFS, as a meter reads the file: a horn is one loudspeaker
NEAR = 0.8  # the promise is 1 LU
GAINS = (0.0, 5.0, 10.0)  # tried without encoding: between two of them the limiter is nearly a straight line
ENCODING_TAKES = 0.4  # LU that MP3 loses
STEEPNESS = 1.5  # beyond them it takes away a third of what is added: measured on speech and street noise
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
    """Encode with the gain that was found, once more if the file does not measure what it should."""
    gain = _gain(raw, seconds=seconds, tick=tick)
    for _pass in range(PASSES):
        run_ffmpeg(sound_arguments.loudspeaker(raw, target, gain), seconds=seconds, tick=tick)
        found = measure(target, seconds=seconds, tick=tick)
        if found.lufs is None or abs(found.lufs - TARGET) <= NEAR:
            break
        gain += STEEPNESS * (TARGET - found.lufs)
    return found


def _gain(raw: Path, *, seconds: float, tick: Tick) -> float:
    """What makes the limited sound as loud as it has to be; silence stays silence."""
    said = run_ffmpeg(sound_arguments.tried(raw, GAINS), seconds=seconds, tick=tick)
    levels = [_number(value) for name, value in LINE.findall(said) if name == "I"]
    known = sorted(level for level in levels if level is not None)  # more gain is never quieter
    return gain_for(TARGET + ENCODING_TAKES, known) if len(known) == len(GAINS) else 0.0


def gain_for(target: float, levels: Sequence[float]) -> float:
    """Between the gains that were tried; `levels` is what each of them gave."""
    if target <= levels[0]:
        return GAINS[0] + target - levels[0]
    for number in range(1, len(levels)):
        if target <= levels[number]:
            low, high = levels[number - 1], levels[number]
            share = (target - low) / (high - low)
            return GAINS[number - 1] + share * (GAINS[number] - GAINS[number - 1])
    return GAINS[-1] + STEEPNESS * (target - levels[-1])
