"""Understands what a clerk wrote for a unit: body, hamlet, kind, name, and the district beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from common.vietnamese import clean, fold, name_key

_KINDS = {
    "xa": "xã", "x": "xã", "phuong": "phường", "p": "phường", "thi tran": "thị trấn", "tt": "thị trấn",
    "huyen": "huyện", "h": "huyện", "thanh pho": "thành phố", "tp": "thành phố", "thi xa": "thị xã",
    "tx": "thị xã", "tinh": "tỉnh", "t": "tỉnh",
}  # fmt: skip
COMMUNE_KINDS = ("xã", "phường", "thị trấn")
DISTRICT_KINDS = ("huyện", "thị xã", "thành phố")
PROVINCE_KINDS = ("tỉnh", "thành phố")
# Bodies that stand before the name of their place, also when the kind of place is left out (UBND Bảo Hòa).
_BODY = re.compile(
    r"((thuong truc|van phong|vp|lanh dao|khoi)\s+)?"
    r"(hdnd\s*(va|-|&|,)\s*ubnd|ubnd|u\.?b\.?n\.?d|uy ban nhan dan|uy ban|hdnd|hoi dong nhan dan|"
    r"d\.?u|bch dang bo|ban chap hanh dang bo|ban thuong vu dang uy|dang uy|dang bo|"
    r"hoi (nong dan|nd|lhpn|lien hiep phu nu|phu nu|cuu chien binh|ccb|chu thap do|ctd|nguoi cao tuoi|nct|"
    r"khuyen hoc|lhtn)( viet nam| vn)?|"
    r"doan (tncs( hcm| ho chi minh)?|thanh nien( cong san)?( hcm| ho chi minh)?|tn)|"
    r"ubmttq( viet nam| vn)?|mttq( viet nam| vn)?|"
    r"uy ban (mttq|mat tran to quoc)( viet nam| vn)?|mat tran( to quoc( viet nam| vn)?)?|"
    r"ban quan ly ntm|bcd ntm|ban chi dao( ntm| xay dung ntm)?|cong an|ban (chqs|chi huy quan su)|bch quan su|"
    r"tram y te|hop tac xa|htx|bo phan mot cua|trung tam (phuc vu )?(hanh chinh cong|hcc))[\s.:]+"
)
_KIND_WORDS = r"thị trấn|thị xã|thành phố|phường|huyện|tỉnh|xã(?!\s+hội\b)"
_SHORT = r"(?<![\w.])(?:(?:t\.?t|t\.?p|t\.?x)(?:\.\s*|\s+)|[xph]\.\s*)"
_KIND = re.compile(rf"\b(?:{_KIND_WORDS})[\s:.]+|{_SHORT}")
_KIND_PLAIN = re.compile(rf"\b(?:{fold(_KIND_WORDS)})[\s:.]+|{_SHORT}")
_KIND_FIRST = re.compile(r"(?:[xph]|t(?!\.\s?[tpx]\b))(?:\s+|\.\s*)")
_SEPARATOR = re.compile(r"\s*[,;/\n]\s*|\s+[-–—]\s+|(?<=\w)[-–—](?=\w)|\s*[()\[\]]\s*")
_HAMLET_WORDS = r"ấp|khu phố|khu ấp|kp|thôn|tổ dân phố|tdp|khóm|bon|buôn|sóc|làng|tổ\s+(?:\d|nhân dân|tự quản|số)|khu\s+\d"
_HAMLET = re.compile(rf"(?:^|\s)(?:{_HAMLET_WORDS})(?:\b|\.|\d)")
_HAMLET_PLAIN = re.compile(rf"(?:^|\s)(?:{fold(_HAMLET_WORDS)})(?:\b|\.|\d)")
_BELONGING = (
    r"phòng|ban|tổ|bộ phận|công an|hội|chi hội|đoàn|chi đoàn|chi bộ|đảng|khối|văn phòng|vp|mặt trận|mttq|ubmttq|"
    r"ubnd|uỷ ban|ủy ban|hđnd|bch|bcđ|quân sự|thường trực|lãnh đạo|trạm"
)
_APART = (
    r"sở|chi cục|trường|trung tâm|bệnh viện|công ty|hợp tác xã|htx|quỹ|bưu điện|nhà|thư viện|tổng|liên đoàn"
)
_BELONGING_BODY = re.compile(rf"(?:{_BELONGING}|{fold(_BELONGING)})\b")
_ANY_BODY = re.compile(rf"(?:{_BELONGING}|{_APART}|{fold(_BELONGING)}|{fold(_APART)})\b")
_COUNT = re.compile(r"\d+\s*(người|đồng chí|đ/c|cán bộ)?")


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
    """The unit meant, the places that narrow it, and whether a hamlet stood beside it."""

    place: Place
    context: tuple[Place, ...] = ()
    hamlet: bool = False

    @property
    def is_general(self) -> bool:
        """Whether no place is named: "UBND xã", "Đảng ủy xã", "Ấp 3"."""
        return not self.place.name or self.place.folded in _KINDS

    def is_body_of(self, above: Place) -> bool:
        """Whether only a body is named, one that the place above has: a Trạm y tế in the section of a commune."""
        bodies = _ANY_BODY if above.kind in COMMUNE_KINDS else _BELONGING_BODY
        return bool(above.kind and not self.place.kind and bodies.match(self.place.name.lower()))


@lru_cache(maxsize=20_000)
def read_unit_text(text: str) -> UnitText:
    """Strip body and hamlet, expand short forms, split off the district or province that follows."""
    segments = [segment for part in _SEPARATOR.split(clean(text)) if part for segment in _segments(part)]
    hamlets = [segment for segment in segments if not segment.kind and is_hamlet(segment.name)]
    segments = [
        segment for segment in segments if segment not in hamlets and not _COUNT.fullmatch(segment.name)
    ]
    at = _chosen(segments)
    if at is None:
        return UnitText(Place("", ""), tuple(segments), bool(hamlets))
    # "Hòa Bình, xã Bảo Hòa": a bare name before a commune is a hamlet, unless a body began the text.
    bare = at > 0 and not _is_body(text)
    context = [segment for segment in segments[at + 1 :] if segment.kind not in COMMUNE_KINDS]
    return UnitText(segments[at], tuple(context), bool(hamlets) or bare)


def _is_body(text: str) -> bool:
    lower = clean(text).lower()
    return bool(_ANY_BODY.match(lower) or _BODY.match(_folded_same_length(lower)))


def read_place(text: str) -> Place:
    """Kind and name of one place: "H. Xuân Lộc" is huyện Xuân Lộc."""
    return next(iter(_segments(clean(text))), Place("", ""))


def _chosen(segments: list[Place]) -> int | None:
    """The first commune named as such; else the first name, past the bodies of a district."""
    for at, segment in enumerate(segments):
        if segment.kind in COMMUNE_KINDS:
            return at
    for at, segment in enumerate(segments):
        rest = any(other.kind for other in segments[at + 1 :])
        if segment.kind or not (rest and _BELONGING_BODY.match(segment.name.lower())):
            return at
    return None


def _segments(part: str) -> Iterator[Place]:
    """Body or bare name first, then each "kind name" of the part."""
    part = _without_body(part.strip(" ."))
    first = _KIND_FIRST.match(part.lower())
    if first and len(part) > first.end():
        yield Place(_kind(first.group()), part[first.end() :].strip(" ."))
        return
    lower = part.lower()
    pattern = _KIND_PLAIN if lower.isascii() else _KIND
    marks = list(pattern.finditer(lower)) if len(lower) == len(part) else []
    head = part[: marks[0].start()] if marks else part
    if head.strip(" ."):
        yield Place("", head.strip(" ."))
    ends = [mark.start() for mark in marks[1:]] + [len(part)]
    for mark, end in zip(marks, ends, strict=False):
        name = part[mark.end() : end].strip(" .")
        if name:
            yield Place(_kind(mark.group()), name)


def _kind(text: str) -> str:
    words = re.sub(r"[.:]", " ", fold(text)).split()
    return _KINDS.get(" ".join(words)) or _KINDS["".join(words)]  # T.T. is written too


def is_hamlet(text: str) -> bool:
    lower = text.lower()
    return bool((_HAMLET_PLAIN if lower.isascii() else _HAMLET).search(lower))


def _without_body(text: str) -> str:
    match = _BODY.match(_folded_same_length(text))
    return text[match.end() :].strip() if match and match.end() < len(text) else text


def _folded_same_length(text: str) -> str:
    """Folded letter by letter, so that a match in it is a place in the text."""
    return "".join(fold(mark) or mark if not mark.isspace() else " " for mark in text)
