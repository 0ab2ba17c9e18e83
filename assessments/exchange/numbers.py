"""Numbers as teachers write them: 1.234,5 and 1234.5, with a tolerance or as a range."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from assessments.exchange.bodies import tidy
from common.errors import DomainError

_PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)*|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")  # 1.000.000; one group alone may be decimals
_REPEATING = (3, 6, 7, 9, 11, 12)


def decimal_of(text: str) -> Decimal:
    """The number; a DomainError if it is none. With both signs the last one is the decimal sign."""
    bare = "".join(text.split()).replace("−", "-")
    if not _PLAIN.fullmatch(bare) or len(bare) > 40:
        raise DomainError(_("“%(text)s” không phải là số.") % {"text": text.strip()[:40]})
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    if "," in bare:
        whole = bare if bare.rfind(",") > bare.rfind(".") else bare.replace(",", "")
        bare = whole.replace(".", "").replace(",", ".") if whole is bare else whole
    try:
        return Decimal(bare)
    except InvalidOperation as wrong:
        raise DomainError(_("“%(text)s” không phải là số.") % {"text": text.strip()[:40]}) from wrong


def number(text: str) -> float:
    return tidy(float(decimal_of(text)))


def turned(factor: float) -> float:
    """How many of a unit make the base, from how much of the base the unit is, and back: 100 and 0.01.

    Moodle counts the first way (cm: 100 where m: 1), we the second. 0, which is no unit, stays.
    """
    return tidy(float(f"{1 / factor:.12g}")) if factor else 0


def written(value: float) -> str:
    """A number for a file, without exponent and without rounding."""
    return format(Decimal(repr(tidy(value))), "f")


def answer(text: str) -> tuple[float | None, float]:
    """Value and tolerance of `12`, `12:0.5`, `12±0,5`, `11..13`; value None for `*`, which is anything."""
    if text.strip() == "*":
        return None, 0
    low, dots, high = text.partition("..")
    if dots:
        least, most = decimal_of(low), decimal_of(high)
        return tidy(float((least + most) / 2)), tidy(float(abs(most - least) / 2))
    value, _sign, tolerance = re.sub(r"\s*(?:±|\+/-|\+-)\s*", ":", text).partition(":")
    return number(value), tidy(abs(float(decimal_of(tolerance)))) if tolerance.strip() else 0


def share(percent: str) -> float:
    """The part of the points behind a percentage; 33.333 is a third, so that three of them are the whole."""
    part = float(decimal_of(percent or "0")) / 100
    for parts in _REPEATING:
        if part and abs(part * parts - round(part * parts)) < 1e-4 * parts:
            return tidy(round(part * parts) / parts)
    return tidy(max(-1.0, min(1.0, round(part, 7))))


def percent(part: float) -> str:
    """A share as a percentage with the five decimals that Moodle writes."""
    return f"{part * 100:.5f}".rstrip("0").rstrip(".")
