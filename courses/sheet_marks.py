"""What is written in the boxes of an attendance sheet: crosses, letters and words as offices use them. Pure."""

import re
from collections.abc import Iterable

from common.vietnamese import fold

MARKS = {
    "present": {
        "x", "v", "1", "c", "co", "co mat", "cm", "+", "√", "✓", "✔", "☑", "×", "true", "dung gio", "du", "ky", "da ky",
    },
    "late": {"m", "muon", "den muon", "tre", "den tre", "di muon", "di tre"},
    "left_early": {"s", "ve som", "som"},
    "excused": {
        "p", "phep", "co phep", "vp", "v/p", "c/p", "cp", "vang co phep", "vang phep", "nghi phep", "nghi co phep",
        "om", "bi om", "nghi om", "cong tac", "di cong tac", "ban cong tac", "thai san", "nghi thai san",
    },
    "absent": {
        "-", "–", "—", "0", "false", "vang", "kp", "k/p", "ko", "khong", "k", "vang mat", "khong phep", "vk", "vkp",
        "vang khong phep", "nghi", "nghi khong phep", "khong co mat",
    },
}  # fmt: skip
_STATES = {mark: state for state, marks in MARKS.items() for mark in marks}
# What a cross below a word says.
WORDS = {"late": "Đến muộn", "left_early": "Về sớm", "excused": "Có phép", "absent": "Vắng"}
SIGNED = "Đã ký"
_MINUTES = re.compile(r"(?<=[a-z]) \(?\d{1,2} ?(?:p|ph|phut|['’′])\)?$")  # đến muộn 10 phút
_NOTED = re.compile(r"(.+?) ?\((.+)\)")  # x (muộn), vắng (ốm)
_NARROWER = {
    "present": {"present", "late", "left_early"},
    "absent": {"absent", "excused"},
    "excused": {"excused"},
}
_TICK_OR_ABSENT = "v"
_SAYS_ABSENT = re.compile(r"(?:vang|nghi|v?kp\b|k/p|vk\b)")


def state_of(text: str, *, v_is_absent: bool = False) -> str | None:
    """The state a box says; None where nobody could say. A note in brackets may say it more exactly."""
    said = _said(text)
    if v_is_absent and said == _TICK_OR_ABSENT:
        return "absent"
    noted = _NOTED.fullmatch(" ".join(fold(text).split()))
    if said in _STATES or not noted:
        return _STATES.get(said)
    inner = state_of(noted[2])
    return inner if inner in _NARROWER.get(state_of(noted[1], v_is_absent=v_is_absent) or "", ()) else None


def absence_of(cross: str, state: str) -> str:
    """What a box below *Vắng* says where no column says who was there: *không* and a dash may mean either."""
    found = state_of(cross)
    if found == "present":
        return WORDS[state]
    unclear = found == "absent" and not _SAYS_ABSENT.match(_said(cross))
    return f"{WORDS[state]}: {cross}" if unclear else cross


def absence_with(notes: Iterable[str]) -> str:
    """What a list of absences says of a name: away, with leave where a note says so; a mark for being there is unclear."""
    said = [note for note in notes if state_of(note) not in {None, "absent"}]
    excused = said and all(state_of(note) == "excused" for note in said)
    return said[0] if excused else " / ".join([WORDS["absent"], *said])


def is_name_of(text: str, full_name: str) -> bool:
    """Whether somebody signed with their own name, or its end, or with letters for the first parts."""
    said, own = fold(text).replace(".", " ").split(), fold(full_name).split()
    if not said or not own or said[-1] != own[-1] or len(said[-1]) < 2:
        return False
    return all(any(one == word or (len(word) == 1 and one[0] == word) for one in own) for word in said)


def v_means_absent(boxes: Iterable[str]) -> bool:
    """V is a tick where nothing else is one; beside crosses and ticks it stands for *vắng*."""
    said = {_said(box) for box in boxes} - {_TICK_OR_ABSENT}
    return bool(said & MARKS["present"])


def _said(text: str) -> str:
    return _MINUTES.sub("", " ".join(fold(text).split()).strip(".*"))
