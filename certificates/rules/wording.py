"""What a template may not say and must say, told as codes; the sentences are in certificates.template_words.

"Chứng chỉ" under the decree on the training of cadres (Decree 101/2017/NĐ-CP, amended by 89/2021/NĐ-CP) is given by
authorised institutions only; shared facts C.2. A villager's short lesson gives a "Ghi nhận hoàn thành".
"""

import re
import unicodedata
from dataclasses import dataclass

from certificates.rules.design import ACKNOWLEDGEMENT, LARGE_PRINT, PAPERS, QR, SIGNATURE, TEXT, Design, Field
from certificates.rules.variables import NAMES, names_in

REQUIRED = (  # any one of each group
    ("ho_ten",),
    ("khoa_hoc",),
    ("so_vao_so",),
    ("so_hieu",),
    ("ngay_cap", "noi_ngay_cap"),
    ("ghi_chu",),
)
QUIET = 2.0  # millimetres round the QR code that stay empty
SMALLEST_QR = 18.0
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff*]")


@dataclass(frozen=True)
class Problem:
    """Why a design may not be used; `place` is the number of the field, from 1."""

    code: str
    what: str = ""
    place: int = 0


def says_reserved_word(text: str) -> bool:
    """Whether it says "chứng chỉ": in capitals, decomposed, split by signs or marks of bold; also typed without accents."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).lower()
    words = re.sub(r"[\W_]+", " ", plain)
    return "chứng chỉ" in words or (words.isascii() and "chung chi" in words)


def problems(design: Design) -> list[Problem]:
    """Everything wrong at once, so that it is mended at once."""
    return [*_words(design), *_missing(design), *_boxes(design)]


def _words(design: Design) -> list[Problem]:
    texts = [one.text for one in design.fields if one.kind == TEXT]
    found = [
        Problem("reserved", text, place)
        for place, one in enumerate(design.fields, 1)
        if says_reserved_word(text := one.text)
    ]
    if not found and says_reserved_word(" ".join(_as_read(design))):
        found = [Problem("reserved", "Chứng chỉ")]
    unknown = {name for text in texts for name in names_in(text)} - NAMES
    return [*found, *(Problem("unknown", name) for name in sorted(unknown)), *_title(design, texts)]


def _as_read(design: Design) -> list[str]:
    """Two boxes side by side make one phrase on paper."""
    return [
        one.text for one in sorted(design.fields, key=lambda one: (round(one.y), one.x)) if one.kind == TEXT
    ]


def _title(design: Design, texts: list[str]) -> list[Problem]:
    said = unicodedata.normalize("NFC", " ".join(texts)).lower()
    if design.kind == ACKNOWLEDGEMENT:
        wrong = [Problem("not_a_certificate")] if "giấy chứng nhận" in said else []
        return wrong + ([] if "ghi nhận hoàn thành" in said else [Problem("title", "Ghi nhận hoàn thành")])
    return [] if "chứng nhận" in said else [Problem("title", "Giấy chứng nhận")]


def _missing(design: Design) -> list[Problem]:
    shown = {name for one in design.fields if one.kind == TEXT for name in names_in(one.text)}
    missing = [Problem("missing", group[0]) for group in REQUIRED if not shown & set(group)]
    codes = [one for one in design.fields if one.kind == QR]
    if len(codes) != 1:
        missing.append(Problem("qr_count", str(len(codes))))
    if sum(one.kind == SIGNATURE for one in design.fields) > 1:
        missing.append(Problem("signature_count"))
    return missing


def _boxes(design: Design) -> list[Problem]:
    width, height = design.size if design.paper in PAPERS else (0.0, 0.0)
    found = []
    for place, one in enumerate(design.fields, 1):
        if (
            one.x < 0
            or one.y < 0
            or one.w <= 0
            or one.h <= 0
            or one.x + one.w > width
            or one.y + one.h > height
        ):
            found.append(Problem("outside", place=place))
        if one.kind == TEXT and one.smallest > one.size:
            found.append(Problem("sizes", place=place))
        if design.large_print and one.kind == TEXT and one.smallest < LARGE_PRINT:
            found.append(Problem("too_small", f"{LARGE_PRINT:g}", place))
        if one.kind == QR and (one.w != one.h or one.w < SMALLEST_QR):
            found.append(Problem("qr_size", f"{SMALLEST_QR:g}", place))
        if one.kind == QR and any(_touches(one, other) for other in design.fields if other is not one):
            found.append(Problem("qr_covered", place=place))
    return found


def _touches(code: Field, other: Field) -> bool:
    """Whether the other box reaches into the code's quiet zone."""
    return (
        other.x < code.x + code.w + QUIET
        and code.x - QUIET < other.x + other.w
        and other.y < code.y + code.h + QUIET
        and code.y - QUIET < other.y + other.h
    )
