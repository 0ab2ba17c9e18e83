"""One subtitle with its times, and what was wrong with a line of the file."""

import re
from dataclasses import dataclass, field

# mm:ss.ttt as the standard has it; with hours also unpadded, as meeting programs write it (0:1:5.2).
_SHORT = re.compile(r"(?P<sign>-?)(?:(?P<h>\d{2,}):)?(?P<m>\d{2,}):(?P<s>\d{2})[.,](?P<f>\d{3})")
_LONG = re.compile(r"(?P<sign>-?)(?P<h>\d+):(?P<m>\d{1,2}):(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,3}))?")


@dataclass(frozen=True)
class Problem:
    """A sentence about a line of the file."""

    line: int
    reason: str


@dataclass
class Cue:
    """Words between two moments, in seconds; `text` as in the file, its tags unchecked."""

    start: float
    end: float
    text: str = ""
    name: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    line: int = 0


def seconds(stamp: str) -> float | None:
    """A time as written, negative ones too; None for what is no time."""
    found = _SHORT.fullmatch(stamp) or _LONG.fullmatch(stamp)
    if found is None or int(found["s"]) > 59 or (found["h"] and int(found["m"]) > 59):
        return None
    fraction = int((found["f"] or "0").ljust(3, "0")) / 1000
    whole = int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"]) + fraction
    return -whole if found["sign"] else whole


def stamp(moment: float) -> str:
    """A time as WebVTT writes it."""
    thousandths = round(moment * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
