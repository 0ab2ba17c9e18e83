"""What is written in the boxes of an attendance sheet: crosses, letters and words as offices use them. Pure."""

import re

from common.vietnamese import fold

MARKS = {
    "present": {"x", "v", "1", "co", "co mat", "cm", "+", "√", "✓", "✔", "dung gio", "du", "ky", "da ky"},
    "late": {"m", "muon", "den muon", "tre", "den tre", "di muon"},
    "left_early": {"s", "ve som", "som"},
    "excused": {"p", "phep", "co phep", "vp", "vang co phep", "cp"},
    "absent": {"-", "–", "0", "vang", "kp", "ko", "khong", "k", "vang mat", "khong phep", "vk"},
}
_STATES = {mark: state for state, marks in MARKS.items() for mark in marks}
_MEETING = re.compile(r"buoi (\d{1,2})\b.*", re.DOTALL)


def state_of(text: str) -> str | None:
    """The state a box says; None where nobody could say."""
    return _STATES.get(" ".join(fold(text).split()).strip(".*"))


def meeting_of_heading(text: str) -> int | None:
    """*Buổi 2 (8:00 11/12/2026)* → 2."""
    found = _MEETING.fullmatch(" ".join(fold(text).split()))
    return int(found[1]) if found else None
