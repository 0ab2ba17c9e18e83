"""A spoken track and its captions: espeak-ng's southern Vietnamese where installed, else silence."""

import re
import shutil
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

VOICE, SPEED, RATE = "vi-vn-x-south", 148, 22050
GAP, SLIDE_GAP = 0.32, 0.8
SILENT_SECONDS_PER_SYLLABLE = 0.36
CUE_LENGTH = 76
# How the voice should read what Vietnamese spelling does not tell it.
SAY = {
    "dichvucong.gov.vn": "dịch vụ công, chấm gốp, chấm vi en",
    "vneid.gov.vn": "vi en i đi, chấm gốp, chấm vi en",
    "tingia.gov.vn": "tin giả, chấm gốp, chấm vi en",
    "tinnhiemmang.vn": "tín nhiệm mạng, chấm vi en",
    "online.gov.vn": "on lai, chấm gốp, chấm vi en",
    "igiaoduc.vn": "i giáo dục, chấm vi en",
    "nchmf.gov.vn": "en xê hát em ép, chấm gốp, chấm vi en",
    "gov.vn": "gốp, chấm vi en",
    "VNeID": "vi en i đi",
    "OTP": "ô tê pê",
    "QR": "quy a",
    "SMS": "ét em ét",
    "USB": "u ét bê",
    "Facebook": "phây búc",
    "Zalo": "da lô",
    "Google": "gu gồ",
    "wifi": "quai phai",
    "camera": "ca mê ra",
    "internet": "in tơ nét",
    "%": " phần trăm",
    "202/KH-UBND": "hai trăm lẻ hai",
}


@dataclass(frozen=True)
class Cue:
    """A caption between two moments, in seconds."""

    start: float
    end: float
    text: str


def sentences(text: str) -> list[str]:
    """Split at full stops; a very short sentence (“Bước một.”) stays with the one after it."""
    found: list[str] = []
    for part in re.split(r"(?<=[.?!])\s+", text.replace("**", "").strip()):
        if found and len(found[-1]) < 12:
            found[-1] += " " + part
        elif part:
            found.append(part)
    return found


def voice_available() -> bool:
    return shutil.which("espeak-ng") is not None


def spoken(text: str) -> str:
    """The sentence as the voice should read it."""
    for written, said in sorted(SAY.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(written, said)
    return text


def speak(text: str, target: Path) -> float:
    """Write one sentence as WAV and return its length in seconds."""
    if not voice_available():
        return _silence(target, len(text.split()) * SILENT_SECONDS_PER_SYLLABLE)
    command = ["espeak-ng", "-v", VOICE, "-s", str(SPEED), "-p", "42", "-w", str(target), spoken(text)]
    subprocess.run(command, check=True, capture_output=True)
    with wave.open(str(target)) as sound:
        return sound.getnframes() / sound.getframerate()


def _silence(target: Path, seconds: float) -> float:
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(2 * round(seconds * RATE)))
    return seconds


def join(parts: list[tuple[Path, float]], target: Path) -> None:
    """Put sentences after each other, each with its pause, so that each stretch has an exact length."""
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        written, due = 0, 0.0
        for path, seconds in parts:
            with wave.open(str(path)) as sound:
                frames = sound.readframes(sound.getnframes())
            due += seconds
            room = round(due * RATE) - written
            out.writeframes(frames[: room * 2].ljust(room * 2, b"\0"))
            written += room


def cues(start: float, end: float, text: str) -> list[Cue]:
    """One caption, or several of at most two lines, sharing the time by their length."""
    found: list[Cue] = []
    parts = _pieces(text)
    rate = (end - start) / sum(len(part) for part in parts)
    for part in parts:
        found.append(Cue(start, start + rate * len(part), part))
        start = found[-1].end
    return found


def _pieces(text: str) -> list[str]:
    if len(text) <= CUE_LENGTH:
        return [text]
    words = text.split(" ")
    middle = len(text) / 2
    commas = [i for i, w in enumerate(words[:-1]) if w.endswith((",", ":", ";"))]
    candidates = commas or range(len(words) - 1)
    at = min(candidates, key=lambda i: abs(len(" ".join(words[: i + 1])) - middle))
    return _pieces(" ".join(words[: at + 1])) + _pieces(" ".join(words[at + 1 :]))


def webvtt(found: list[Cue]) -> str:
    blocks = [f"{_stamp(c.start)} --> {_stamp(c.end)}\n{_two_lines(c.text)}" for c in found]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _two_lines(text: str) -> str:
    if len(text) <= 42:
        return text
    spaces = [i for i, ch in enumerate(text) if ch == " "]
    at = min(spaces, key=lambda i: abs(i - len(text) / 2))
    return text[:at] + "\n" + text[at + 1 :]


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
