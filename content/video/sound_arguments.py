"""Builds ffmpeg's argument lists for sound alone: for listening, and for the commune's loudspeakers."""

from pathlib import Path
from typing import Any

import ffmpeg

from content.video import names
from content.video.commands import ffmpeg_binary
from content.video.plan import MP3, Sound

Chain = tuple[tuple[str, dict[str, Any]], ...]
# loudnorm raises a film of less than three seconds by what is missing, which is infinite for silence: so it never sees
# one, and what was added is cut off afterwards.
ONE_CHANNEL: Chain = (("aformat", {"channel_layouts": "mono"}), ("apad", {"whole_dur": 4}))
# Speech made even and narrow as a horn wants it; how loud is decided afterwards, by measuring (sounds.py).
HORN: Chain = (
    *ONE_CHANNEL,
    ("highpass", {"f": 150}),
    ("lowpass", {"f": 7000}),
    ("acompressor", {"threshold": 0.05, "ratio": 6, "attack": 3, "release": 80, "makeup": 4}),
    ("loudnorm", {"I": -14, "TP": -1, "LRA": 6}),
    ("aresample", {"sample_rate": 44100}),  # loudnorm hands on 192 kHz
    (
        "asetnsamples",
        {"nb_out_samples": 4096, "pad": 0},
    ),  # and a short film in one piece, which FLAC cannot take
)
# Measured after the downmix, as heard in both ears: normalising first and mixing afterwards is 3 LU too quiet.
LISTENING: Chain = (
    *ONE_CHANNEL,
    ("loudnorm", {"I": -16, "TP": -3, "LRA": 11, "dual_mono": "true"}),
    ("aresample", {"sample_rate": 48000}),
)
HORN_FILE = "horn.flac"  # between the two halves of the work: not published
PEAK = 0.76  # of full scale: below -2 dBTP after MP3 has had its way
ENCODING: dict[str, dict[str, Any]] = {
    names.AUDIO: {"c:a": "aac", "b:a": "32k", "ar": 32000, "movflags": "+faststart"},
    names.AUDIO_SMALL: {"c:a": "libopus", "b:a": "24k", "ar": 48000},
}
# Where, when and with what it was recorded is nobody's business.
NOTHING_ELSE: dict[str, Any] = {"map_metadata": -1, "map_chapters": -1}


def branches(sounds: tuple[Sound, ...]) -> int:
    """How many copies of the source's sound `outputs` needs: what is for listening is normalised once."""
    return len({sound is MP3 for sound in sounds})


def outputs(sounds: tuple[Sound, ...], streams: list[Any], folder: Path, seconds: float) -> list[Any]:
    """The part of a conversion that writes sound."""
    left, made = list(streams), []
    listening = [sound for sound in sounds if sound is not MP3]
    if listening:
        parts = _through(left.pop(), LISTENING, seconds).filter_multi_output("asplit", len(listening))
        for number, sound in enumerate(listening):
            options = ENCODING[sound.name] | NOTHING_ELSE
            made.append(parts[number].output(str(folder / sound.file), **options))
    if MP3 in sounds:
        raw = str(folder.parent / HORN_FILE)
        made.append(_through(left.pop(), HORN, seconds).output(raw, **{"c:a": "flac"}))
    return made


def _through(stream: Any, chain: Chain, seconds: float) -> Any:
    for name, options in chain:
        stream = stream.filter(name, **options)
    return stream.filter("atrim", duration=max(0.1, round(seconds, 3)))


def loudspeaker(raw: Path, target: Path, gain: float) -> list[str]:
    """The MP3 for USB sticks and amplifiers: 64 kbit/s, one channel."""
    options = {"c:a": "libmp3lame", "b:a": "64k", "ar": 44100, "ac": 1} | NOTHING_ELSE
    limited = _limited(ffmpeg.input(str(raw)).audio, gain)
    return _alone(limited.output(str(target), **options), "error")


def tried(raw: Path, gains: tuple[float, ...]) -> list[str]:
    """Measures what each of these gains would give, with one reading and without encoding."""
    parts = ffmpeg.input(str(raw)).audio.filter_multi_output("asplit", len(gains))
    meters = [
        _limited(parts[number], gain).filter("ebur128", framelog="quiet") for number, gain in enumerate(gains)
    ]
    return _alone(ffmpeg.merge_outputs(*(meter.output("-", format="null") for meter in meters)), "info")


def _limited(sound: Any, gain: float) -> Any:
    return sound.filter("volume", f"{gain:.2f}dB").filter("alimiter", limit=PEAK, level="false")


def loudness(path: Path) -> list[str]:
    """Measures by EBU R 128; the summary is the end of what ffmpeg says."""
    meter = ffmpeg.input(str(path)).audio.filter("ebur128", peak="true", framelog="quiet")
    return _alone(meter.output("-", format="null"), "info")


def _alone(graph: Any, level: str) -> list[str]:
    told = ("-nostdin", "-hide_banner", "-nostats", "-loglevel", level, "-progress", "pipe:1")
    return list(ffmpeg.compile(graph.global_args(*told), cmd=ffmpeg_binary(), overwrite_output=True))
