"""Headings of columns in a teacher's own words, as our names of the columns."""

import re
from collections.abc import Iterable

from assessments.exchange.sheet import COLUMNS, KEY, OPTIONS, READ_OPTIONS, TEXT
from common.vietnamese import fold

_WORDS = {
    "kind": "loai cau|dang cau hoi|loai cau hoi|kieu|type|dang",
    TEXT: "noi dung|noi dung cau hoi|cau hoi trac nghiem|de bai|question|cau hoi kiem tra|cau dan|ten cau hoi",
    KEY: "dap an|dap an chinh xac|tra loi dung|phuong an dung|ket qua|answer|correct|cau tra loi dung|da|d a"
    "|phuong an tra loi dung|dap an la|key",
    "điểm": "so diem|points|diem so|thang diem",
    "giải thích": "loi giai|huong dan|phan hoi|feedback|can cu|giai thich dap an|can cu phap ly|ghi chu dap an",
    "chủ đề": "chuyen de|phan|noi dung kien thuc|topic|danh muc|chuong|linh vuc|bai",
    "độ khó": "muc do|do kho cau hoi|muc do nhan thuc|difficulty|cap do",
    "khung năng lực": "nang luc|cap do nang luc|level|bac nang luc",
}
_OPTION = re.compile(
    r"(?:phuong an(?: tra loi| lua chon)?|dap an|lua chon|cau tra loi|tra loi|option|pa|y)?\s*([a-z]|[1-9]\d?)",
    re.IGNORECASE,
)


def column(heading: str) -> str:
    """Our name of a column, or "" for one that is not read."""
    said = " ".join(re.sub(r"[^\w\s]", " ", fold(heading)).split())
    option = _OPTION.fullmatch(said)
    if option and not said.isdigit():
        sign = option[1].lower()
        place = int(sign) - 1 if sign.isdigit() else ord(sign) - ord("a")
        return READ_OPTIONS[place] if place < len(READ_OPTIONS) else ""
    return _KNOWN.get(said, "")


def columns(headings: Iterable[str]) -> list[str]:
    """Our name of each; a bare letter behind H is an option only where all those before it are."""
    written = list(headings)
    found = [column(heading) for heading in written]
    most = len(OPTIONS)
    while most < len(READ_OPTIONS) and {*READ_OPTIONS[most - 1 : most + 1]} <= {*found}:
        most += 1
    beyond = READ_OPTIONS[most:]
    pairs = zip(found, written, strict=True)
    return ["" if name in beyond and len(heading.strip(" .:)")) == 1 else name for name, heading in pairs]


def _known() -> dict[str, str]:
    known = {fold(name): name for name in COLUMNS}
    for name, words in _WORDS.items():
        known |= dict.fromkeys(words.split("|"), COLUMNS[0] if name == "kind" else name)
    return known


_KNOWN = _known()
