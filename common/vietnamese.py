"""Vietnamese text: NFC, folding for search, sorting by given name, and the way offices write figures.

Sources: shared facts C.5-C.6 (CLDR order of letters and tones; tone placement; folding keeps đ apart from d
only in exact matches).
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone

NBSP = "\u00a0"
_MENDED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")),  # zero-width signs
    # Signs that XML refuses, and with it feeds and workbooks; split() takes those that are spaces.
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F, 0xFFFE, 0xFFFF)),
    0x00D0: "Đ",  # eth looks the same in capitals
    0x00F0: "đ",
}
_MENDABLE = re.compile(f"[{''.join(map(re.escape, map(chr, _MENDED)))}]")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng (CLDR)
_TWO_VOWELS = re.compile(r"(?<!q)(oa|oe|uy)(?:ch|ng|nh|[cmnpt])?$")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Sort keys hold digits alone, so that every database collation reads them in the same order.
_RANK = {letter: f"{number:02d}" for number, letter in enumerate(_LETTERS, start=20)}
_END_OF_LETTERS, _BETWEEN_WORDS, _OTHER_SIGN = "00", "01", "99"


def clean(text: object) -> str:
    """NFC, no zero-width marks, no control signs, single spaces, Ð (eth) as Đ; the form in which text is stored."""
    raw = text if text.__class__ is str else str(text)
    if not (raw.isascii() and raw.isprintable()):
        if _MENDABLE.search(raw):
            raw = raw.translate(_MENDED)
        raw = unicodedata.normalize("NFC", raw)
    return " ".join(raw.split())


def place_tones(text: str) -> str:
    """Lower case with one placement of the tone: the tone sits on the second vowel of oa, oe, uy (hoà = hòa).

    Also before a final consonant (toàn = tòan); not after q, where u belongs to the consonant (quý).
    """
    out = []
    for word in re.split(r"(\W+)", clean(text).lower()):
        out.append(_place(word) if word else word)
    return "".join(out)


@lru_cache(maxsize=20_000)
def _place(word: str) -> str:
    plain, tone = _without_tone(word)
    match = _TWO_VOWELS.search(plain)
    if not tone or not match:
        return word
    end = match.end(1)  # a combining mark goes to the letter before it
    return unicodedata.normalize("NFC", plain[:end] + tone + plain[end:])


@lru_cache(maxsize=20_000)
def _without_tone(word: str) -> tuple[str, str]:
    tone = ""
    kept = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONES:
            tone = mark
        else:
            kept.append(mark)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def name_key(text: str) -> str:
    """Equality of names: case and tone placement do not matter, accents do."""
    return place_tones(text)


def fold(text: str) -> str:
    """Search key: no marks at all, đ as d."""
    decomposed = unicodedata.normalize("NFD", clean(text).lower())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return bare.replace("đ", "d")


def sort_key(full_name: str) -> str:
    """Sort key of a person's name: the given name first, then family and middle names (CLDR order)."""
    words = clean(full_name).split(" ")
    return plain_sort_key(words[-1]) + plain_sort_key(" ".join(words[:-1]))


def plain_sort_key(text: str) -> str:
    """Sort key read from the left: all letters first, tones only between equal letters; numbers by value."""
    words = clean(text).lower().split(" ")
    return _BETWEEN_WORDS.join(map(_letters, words)) + _END_OF_LETTERS + "".join(map(_tone_rank, words))


@lru_cache(maxsize=20_000)
def _letters(word: str) -> str:
    plain, _tone = _without_tone(word)
    return "".join(map(_rank, re.findall(r"[0-9]+|.", plain)))


def _rank(sign: str) -> str:
    if sign[0] in "0123456789":  # Gia Tân 2 before Gia Tân 10: the length leads
        digits = sign.lstrip("0")[:9] or "0"
        return f"1{len(digits)}" + "".join(f"0{digit}" for digit in digits)
    return _RANK.get(sign, _OTHER_SIGN)


def _tone_rank(word: str) -> str:
    return str(_TONES.get(_without_tone(word)[1], 0))


def given_name(full_name: str) -> str:
    """The last word of a Vietnamese name."""
    return clean(full_name).split(" ")[-1]


def format_number(value: float | Decimal, digits: int = 0) -> str:
    """1234.5 → 1.234,5."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def format_points(value: float | Decimal) -> str:
    """9, 8,5, 8,25: as many figures as are needed, two at most."""
    return format_number(value, 2).rstrip("0").removesuffix(",")


def format_percent(part: float, whole: float | None = None, digits: int = 1) -> str:
    """87,4 % with a space that does not break; a whole of 0 gives a dash.

    Never 100 % while something is missing, never 0 % when something is there: rounding decides no target.
    """
    if whole is not None:
        if not whole:
            return "–"
        part = 100 * part / whole
    smallest = 10**-digits
    if 0 < part < 100:
        part = min(max(float(part), smallest), 100 - smallest)
    text = format_number(part, digits)
    return f"{text.removesuffix(',0')}{NBSP}%"


def format_megabytes(size: int) -> str:
    """Bytes as decimal megabytes: 1,4 MB; never 0,0."""
    return f"{format_number(max(size / 1_000_000, 0.1), 1)}{NBSP}MB"


def format_size(size: int) -> str:
    """Bytes as a reader counts them: 200,0 MB, 4,3 GB."""
    return (
        f"{format_number(size / 1_000_000_000, 1)}{NBSP}GB"
        if size >= 1_000_000_000
        else format_megabytes(size)
    )


def format_minutes(seconds: float) -> str:
    """Seconds as whole minutes, at least one: 2 phút (the word is translated by the caller's language)."""
    from django.utils.translation import gettext

    return gettext("%(n)s phút") % {"n": max(1, round(seconds / 60))}


def format_clock(seconds: float) -> str:
    """Seconds as 12:30 or 1:02:05."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def format_day(day: date) -> str:
    """31/12/2026, in the province's time zone when given a moment."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return f"{day:%d/%m/%Y}"


def format_moment(moment: datetime) -> str:
    """08:05 31/12/2026 in the province's time zone."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def weekday_name(day: date) -> str:
    """Thứ Hai … Chủ nhật; of a moment, in the province's time zone."""
    from django.utils.translation import gettext as _

    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    names = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
    return names[day.weekday()]
