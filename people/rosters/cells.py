"""The rules for one cell: names, phones, identity numbers, e-mail, dates, gender; each may add a warning."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from common.vietnamese import clean, fold
from people.phones import normalise_phone
from people.rosters.dates import NO_BIRTH, Birth, from_number, from_text

__all__ = ["NO_NUMBER", "Birth", "Identity"]
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII)
_LOCAL = re.compile(r"[a-z0-9_%+&'~-]+(?:\.[a-z0-9_%+&'~-]+)*", re.ASCII)
_PLAIN_EMAIL = re.compile(r"[a-z0-9]{1,60}@(?:[a-z0-9]{1,60}\.){1,3}[a-z0-9]{2,60}")
_PHONES = re.compile(r"\s*(?:/|;|,|&|\bhoặc\b|\bvà\b|\n)\s*")
_ONE_PHONE = re.compile(r"(?:\+?84|0)[\s.-]*[35789](?:[\s.-]*\d){8}(?!\d)")
_PLAIN_PHONE = re.compile(r"0[35789][0-9]{8}")
_GENDERS = {
    "nam": "nam", "nu": "nu", "1": "nam", "0": "nu", "x": "nu", "m": "nam", "f": "nu", "male": "nam", "female": "nu",
    "ong": "nam", "ba": "nu", "trai": "nam", "gai": "nu",
}  # fmt: skip
_CROSS = {"x", "v", "✓", "✔", "☑", "+", "1", "có"}


@dataclass(frozen=True, slots=True)
class Identity:
    """A personal number and its kind (cccd, cmnd), or nothing."""

    number: str = ""
    kind: str = ""


NO_NUMBER = Identity()


def text_of(cell: Any) -> str:
    """A cell as clean text; whole numbers lose the decimal point that spreadsheets add."""
    if cell.__class__ is str:
        return clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    return clean(cell)


def read_name(cell: Any) -> str:
    """A name as it is stored: all capitals become title case."""
    name = text_of(cell)
    return name.title() if name.isupper() else name


def read_phone(cell: Any, warnings: list[str]) -> str:
    """Ten digits or nothing; never rejects a row."""
    if cell is None:
        return ""
    if cell.__class__ is str and _PLAIN_PHONE.fullmatch(cell):
        return str(cell)
    text = _without_decimals(_ascii(text_of(cell)))
    if not text:
        return ""
    if len(text) == 9 and text.isdigit():
        text = "0" + text
        if isinstance(cell, int | float) and normalise_phone(text):
            warnings.append("phone_leading_zero_restored")
    found = normalise_phone(text)
    if found:
        if found[1:] not in re.sub(r"\D", "", text):
            warnings.append("phone_prefix_updated")
        return found
    return _first_of_several(text, warnings)


def _first_of_several(text: str, warnings: list[str]) -> str:
    parts = [part for part in _PHONES.split(text) if len(re.sub(r"\D", "", part)) >= 7]
    numbers = [number for part in parts if (number := normalise_phone(part))]
    if not numbers:
        parts = _ONE_PHONE.findall(text)
        numbers = [normalise_phone(part) for part in parts]
    if numbers and (len(parts) > 1 or len(re.sub(r"\D", "", text)) > 13):
        warnings.append("phone_multiple")
    if not numbers:
        warnings.append("phone_invalid")
    return numbers[0] if numbers else ""


def looks_like_identity(cell: Any) -> bool:
    """Whether a cell may be meant as a personal number, right or wrong."""
    if cell.__class__ is str:
        if len(cell) == 12 and cell.isdigit():
            return True
        digits = sum(map(str.isdigit, cell))
        return bool(_SCIENTIFIC.fullmatch(cell)) or (digits >= 6 and digits * 2 > len(cell))
    return isinstance(cell, int | float) and cell >= 100_000


def read_identity(cell: Any, warnings: list[str]) -> Identity:
    """A CCCD of 12 digits or a CMND of 9; anything else counts as missing, and says why."""
    if cell is None:
        return NO_NUMBER
    if cell.__class__ is str and len(cell) == 12 and cell.isascii() and cell.isdigit():
        return Identity(str(cell), "cccd")
    text = text_of(cell)
    is_number = isinstance(cell, int | float)
    digits = _digits(text, is_number=is_number)
    if not digits:
        return NO_NUMBER
    if _SCIENTIFIC.fullmatch(digits):
        warnings.append("cccd_precision_lost")
        return NO_NUMBER
    if not (digits.isascii() and digits.isdigit()):
        warnings.append("cccd_invalid")
        return NO_NUMBER
    if is_number and len(digits) == 11:
        warnings.append("cccd_leading_zero_restored")
        digits = "0" + digits
    if len(digits) == 12:
        return Identity(digits, "cccd")
    warnings.append("cmnd_9_digits" if len(digits) == 9 else "cccd_invalid")
    return Identity(digits, "cmnd") if len(digits) == 9 else NO_NUMBER


def _digits(text: str, *, is_number: bool) -> str:
    """Without the signs that people put between and before digits; a number with decimals stays as it is."""
    if is_number:
        return text
    text = _without_decimals(_ascii(text)).strip(" '’‘`\"")
    return text if _SCIENTIFIC.fullmatch(text) else re.sub(r"[\s.'’‘`–-]", "", text)


def read_email(cell: Any, warnings: list[str]) -> str:
    """Lower case, or nothing when it is no address."""
    if cell is None:
        return ""
    if cell.__class__ is str and _PLAIN_EMAIL.fullmatch(cell):
        return str(cell)
    text = text_of(cell).lower()
    if not text:
        return ""
    local, _at, domain = text.partition("@")
    labels = domain.split(".")
    if (
        len(text) <= 254
        and len(labels) > 1
        and _LOCAL.fullmatch(local)
        and all(map(_LABEL.fullmatch, labels))
    ):
        return text
    warnings.append("email_invalid")
    return ""


def read_gender(cell: Any) -> str:
    """nam, nu, or nothing."""
    return "" if cell is None else _gender(cell if cell.__class__ is str else text_of(cell))


def is_cross(cell: Any) -> bool:
    """A mark in a column Nam or Nữ that says no more than which."""
    return text_of(cell).lower() in _CROSS


@lru_cache(maxsize=5_000)
def _gender(text: str) -> str:
    return _GENDERS.get(fold(text), "")


def read_birth(cell: Any, as_of: date, warnings: list[str]) -> Birth:
    """Day first, always; a year alone stays a year."""
    if cell is None:
        return NO_BIRTH
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, int | float | date):
        found, warning = from_number(cell, as_of)
    else:
        text = cell if cell.__class__ is str else text_of(cell)
        if not text or text.isspace():
            return NO_BIRTH
        found, warning = from_text(text, as_of)
    if warning:
        warnings.append(warning)
    return found


def _without_decimals(text: str) -> str:
    """Programs that know no integers write 900000001.0."""
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def _ascii(text: str) -> str:
    """Full-width digits and signs as plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()
