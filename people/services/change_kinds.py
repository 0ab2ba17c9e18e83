"""Says what kind of change a line of a mapping is, and what a unit's kind says about its level and branch."""

from typing import Protocol

from people.models.org_unit import Branch, ChangeKind, Level

COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
HAMLETS = ("ấp", "khu phố", "thôn", "tổ dân phố")
DISTRICTS = ("huyện", "thị xã", "thành phố", "quận")
PROVINCES = ("tỉnh", "thành phố")
_BRANCHES = (
    (Branch.PARTY, ("đảng", "tỉnh ủy", "thành ủy", "huyện ủy", "chi bộ", "ban tổ chức", "ban tuyên giáo")),
    (Branch.FRONT, ("mặt trận", "mttq")),
    (Branch.UNION, ("hội", "đoàn", "liên đoàn")),
)


class Named(Protocol):
    """A unit or a planned one."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...


def kind_of_change(old: Named, new: Named, *, is_part: bool, sources: int) -> str:
    """`sources`: how many units go into the new one that day."""
    if is_part:
        return ChangeKind.SPLIT
    if sources > 1:
        return ChangeKind.MERGE
    if old.name != new.name:
        return ChangeKind.RENAME
    return ChangeKind.RETYPE if old.kind != new.kind else ChangeKind.REPARENT


def is_office_kind(kind: str) -> bool:
    """Whatever is no territory is a body: sở, ban, phòng, hội…"""
    return kind not in {*PROVINCES, *DISTRICTS, *COMMUNES, *HAMLETS}


def territory_level(kind: str, *, has_parent: bool) -> str:
    """The level of a territory; `thành phố` is a province when nothing is above it."""
    if not has_parent:
        return Level.PROVINCE
    if kind in COMMUNES:
        return Level.COMMUNE
    return Level.HAMLET if kind in HAMLETS else Level.DISTRICT


def branch_of(kind: str, name: str = "") -> str:
    """The tree a body belongs to, as its kind or name says it; the state's unless it says otherwise."""
    for text in (kind.lower(), name.lower()):
        for branch, beginnings in _BRANCHES:
            if text.startswith(beginnings):
                return branch
    return Branch.STATE


def full_name_of(kind: str, name: str, *, is_office: bool = False) -> str:
    """As letters write it: "Xã Xuân Định"; a body's name already says what it is."""
    return name if is_office else f"{kind[:1].upper()}{kind[1:]} {name}"
