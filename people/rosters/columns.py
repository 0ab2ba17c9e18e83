"""What a column holds, guessed from the words above it."""

import re
from functools import lru_cache
from typing import Any

from common.vietnamese import clean, fold

# The first pattern that fits decides; the text is folded, signs are spaces.
_FIELDS = [
    ("order", r"(s ?t ?t|t ?t|so tt|so thu tu|thu tu|id|no)"),
    ("", r".*\b(ngay|noi|co quan) cap\b.*|.*\b(het han|tham dinh)\b.*"),
    (
        "family_name",
        r"(ho|ho va|ho ten|ho va ten)? ?(chu )?(dem|lot|chu lot|chu dem)|ho|ho va dem|ho va ten dem|ho va chu (lot|dem)",
    ),
    ("given_name", r"ten|ten goi|given name"),
    ("unit_code", r"(ma|ma so) (don vi|dv|xa|dvhc|co quan|phuong|phuong xa|xa phuong)( .*)?|unit code"),
    ("full_name", r"(ho va ten|ho ten|ten (can bo|hoc vien|dai bieu)|full ?name)( .*)?|hoc vien|dai bieu"),
    (
        "birth",
        r"(.* )?(ngay sinh|nam sinh|ngay thang nam sinh|sinh ngay|sinh nam|ntns|dob|birth ?date|birthday)( .*)?",
    ),
    ("identity", r"(.* )?(cccd|cmnd|cmtnd|cmt|dinh danh|can cuoc)( .*)?"),
    ("gender", r"(gioi tinh|gioi|gt|phai|nam nu|gender|sex)"),
    ("phone", r"(.* )?(dien thoai|sdt|dt|di dong|phone|mobile|dtdd)( .*)?|so dd|tel"),
    ("email", r"(.* )?(e ?mail|thu dien tu|hop thu)( .*)?|mail"),
    ("position", r"(.* )?(chuc vu|chuc danh|position)( .*)?|vi tri (cong tac|viec lam)|cong viec( .*)?"),
    ("district", r"(cap )?(huyen|quan huyen|tp huyen|thi xa|thanh pho|tp|district)( .*)?"),
    ("unit", r"(ten )?(don vi|noi cong tac|noi lam viec|co quan|xa|phuong|thi tran|dia phuong|unit)( .*)?"),
    ("notes", r"ghi chu.*|notes?"),
]
_PATTERNS = [(name, re.compile(pattern)) for name, pattern in _FIELDS]
# Of two columns for one thing, these come second.
_SECOND = {
    "full_name": r"\b(cha|me|vo|chong|con|than nhan|nguoi lap|khac)\b",
    "birth": r"^nam sinh$",
    "phone": r"\b(co quan|ban|nha rieng|noi bo|fax)\b",
    "position": r"\b(nghe nghiep|dang|doan the|quy hoach|kiem nhiem)\b",
    "unit": r"\b(cu|truoc|quan ly|tinh|dao tao)\b",
    "identity": r"^(so )?(cmnd|cmt|cmtnd)$",
}
GENDERED = {"nam": "birth_male", "nữ": "birth_female", "nu": "birth_female"}
FIELDS = (
    "full_name", "family_name", "given_name", "birth", "birth_male", "birth_female", "gender", "identity", "phone",
    "email", "position", "unit", "district", "unit_code",
)  # fmt: skip


@lru_cache(maxsize=5_000)
def _field(text: str) -> str:
    folded = folded_words(text)
    name = next((name for name, pattern in _PATTERNS if pattern.fullmatch(folded)), "")
    if name == "phone" and folded == "dt" and text.lower() != "đt":
        return ""  # DT is dân tộc; ĐT is điện thoại
    if name == "birth" and (found := re.search(r"\b(nam|nữ|nu)\)?$", text.lower())):
        return GENDERED[found[1]]
    return name


def field_of(cell: Any) -> str:
    """The field that a header cell names, or nothing."""
    text = header_text(cell)
    return _field(text) if text and len(text) <= 120 else ""


def is_second_choice(field: str, text: str) -> bool:
    """Whether another column for the same field should be preferred."""
    pattern = _SECOND.get(field)
    return bool(pattern and re.search(pattern, folded_words(text)))


def header_text(cell: Any) -> str:
    """A header cell as clean text; numbers stay short."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(cell) if cell is not None else ""


def folded_words(text: str) -> str:
    """Small letters without accents, signs as spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
