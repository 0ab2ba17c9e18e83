"""Understands what a clerk wrote for a unit: body, hamlet, kind, name, and the district beside it."""

import re
from dataclasses import dataclass

from common.vietnamese import clean, fold, name_key

_KINDS = {
    "xa": "xã", "x": "xã", "phuong": "phường", "p": "phường", "thi tran": "thị trấn", "tt": "thị trấn",
    "huyen": "huyện", "h": "huyện", "thanh pho": "thành phố", "tp": "thành phố", "thi xa": "thị xã",
    "tx": "thị xã", "tinh": "tỉnh", "t": "tỉnh",
}  # fmt: skip
COMMUNE_KINDS = ("xã", "phường", "thị trấn")
DISTRICT_KINDS = ("huyện", "thị xã", "thành phố")
_BODY = re.compile(
    r"(ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|du|dang uy|dang bo|van phong dang uy|"
    r"van phong hdnd va ubnd|"
    r"hoi nong dan|hoi lhpn|hoi lien hiep phu nu|hoi phu nu|hoi cuu chien binh|hoi ccb|hoi chu thap do|"
    r"doan tncs hcm|doan tncs ho chi minh|doan thanh nien|doan tn|"
    r"ubmttq( viet nam| vn)?|mttq( viet nam| vn)?|"
    r"uy ban mttq( viet nam| vn)?|uy ban mat tran to quoc( viet nam)?|mat tran( to quoc( viet nam)?)?|"
    r"ban quan ly ntm|bcd ntm|ban chi dao|cong an|ban chi huy quan su|tram y te|hop tac xa|htx)\s+"
)
_HAMLET = re.compile(r"(ap|khu pho|kp\.?|thon|to dan pho|tdp|khom|bon|lang|to)\s+[^,;-]+[,;-]\s*")
# A dot or a space ends the short form: X.Long Phước, P. Xuân Hòa, TT Long Thành.
_KIND = re.compile(r"(thi tran|thi xa|thanh pho|phuong|huyen|tinh|xa)\s+|(tt|tp|tx|x|p|h|t)(?:\.\s*|\s+)")
_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+[-–]\s+|\s*\(\s*|\s*\)\s*")


@dataclass(frozen=True)
class Place:
    """A kind (empty when not said) and a name, as exact and as folded keys."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        return name_key(self.name)

    @property
    def folded(self) -> str:
        return fold(self.name)


@dataclass(frozen=True)
class UnitText:
    """The unit meant, the places that narrow it, and whether a hamlet stood before it."""

    place: Place
    context: tuple[Place, ...] = ()
    hamlet: bool = False


def read_unit_text(text: str) -> UnitText:
    """Strip body and hamlet, expand short forms, split off the district or province that follows."""
    rest = clean(text)
    rest = _without(_BODY, rest)
    shorter = _without(_HAMLET, rest)
    hamlet = shorter != rest
    rest = _without(_BODY, shorter)
    parts = [part for part in _SEPARATOR.split(rest) if part]
    places = [read_place(part) for part in parts] or [Place("", "")]
    return UnitText(places[0], tuple(places[1:]), hamlet)


def read_place(text: str) -> Place:
    """Kind and name of one place: "H. Xuân Lộc" is huyện Xuân Lộc."""
    text = clean(text).strip(" .")
    match = _KIND.match(_folded_same_length(text))
    if not match:
        return Place("", text)
    short = (match.group(1) or match.group(2)).strip()
    return Place(_KINDS[short], text[match.end() :].strip())


def _without(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(_folded_same_length(text))
    return text[match.end() :].strip() if match and match.end() < len(text) else text


def _folded_same_length(text: str) -> str:
    """Folded letter by letter, so that a match in it is a place in the text."""
    return "".join(fold(mark) or mark if not mark.isspace() else " " for mark in text)
