"""The rules for one cell: names, phones, identity numbers, e-mail, dates, gender; each may add a warning."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from common.vietnamese import clean, fold
from people.phones import normalise_phone

SERIAL_ZERO = date(1899, 12, 30)
YOUNGEST = 16
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;.]+(\.[^\s@,;.]+)+")
_PHONES = re.compile(r"\s*(?:/|;|,|\bhoặc\b|\n)\s*")


# Units, positions and family names repeat through a roster, and each cell is asked for several times.
_clean = lru_cache(maxsize=20_000)(clean)


@dataclass(frozen=True)
class Identity:
    """A personal number and its kind (cccd, cmnd), or nothing."""

    number: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Birth:
    """A full day, or the year alone."""

    on: date | None = None
    year: int | None = None


def text_of(cell: Any) -> str:
    """A cell as clean text; whole numbers lose the decimal point that spreadsheets add."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return _clean(str(cell))


def read_name(cell: Any) -> str:
    """A name as it is stored: all capitals become title case."""
    name = text_of(cell)
    return name.title() if name.isupper() else name


def read_phone(cell: Any, warnings: list[str]) -> str:
    """Ten digits or nothing; never rejects a row."""
    text = text_of(cell)
    if not text:
        return ""
    is_number = isinstance(cell, int | float)
    if is_number and len(text) == 9:
        warnings.append("phone_leading_zero_restored")
        text = "0" + text
    parts = [part for part in _PHONES.split(text) if part]
    numbers = [number for part in parts if (number := normalise_phone(_ascii(part)))]
    if len(parts) > 1 and len(numbers) > 1:
        warnings.append("phone_multiple")
    found = numbers[0] if numbers else normalise_phone(_ascii(text))
    if not found:
        warnings.append("phone_invalid")
    return found


def read_identity(cell: Any, warnings: list[str]) -> Identity:
    """A CCCD of 12 digits or a CMND of 9; anything else counts as missing, and says why."""
    text = _ascii(text_of(cell))
    if not text:
        return Identity()
    if not isinstance(cell, int | float) and _SCIENTIFIC.fullmatch(text):
        warnings.append("cccd_precision_lost")
        return Identity()
    digits = re.sub(r"[\s.'’`-]", "", text)
    if isinstance(cell, int | float) and len(digits) == 11 and digits.isdigit():
        warnings.append("cccd_leading_zero_restored")
        digits = "0" + digits
    if re.fullmatch(r"\d{12}", digits):
        return Identity(digits, "cccd")
    if re.fullmatch(r"\d{9}", digits):
        warnings.append("cmnd_9_digits")
        return Identity(digits, "cmnd")
    warnings.append("cccd_invalid")
    return Identity()


def read_email(cell: Any, warnings: list[str]) -> str:
    """Lower case, or nothing when it is no address."""
    text = text_of(cell).lower()
    if not text or (_EMAIL.fullmatch(text) and len(text) <= 254):
        return text
    warnings.append("email_invalid")
    return ""


def read_gender(cell: Any) -> str:
    """nam, nu, or nothing."""
    return {"nam": "nam", "nu": "nu", "1": "nam", "0": "nu", "x": "nu"}.get(fold(text_of(cell)), "")


def read_birth(cell: Any, as_of: date, warnings: list[str]) -> Birth:
    """Day first, always; a year alone stays a year."""
    if isinstance(cell, datetime):
        cell = cell.date()
    text = text_of(cell)
    if not text:
        return Birth()
    if isinstance(cell, date):
        found: date | int | None = cell
    elif isinstance(cell, int | float):
        found = _from_number(float(cell))
    else:
        found = _from_text(_ascii(text), as_of)
    if isinstance(found, date) and date(1900, 1, 1) <= found <= as_of:
        return Birth(on=found, year=found.year)
    if isinstance(found, int) and not isinstance(found, bool) and 1900 <= found <= as_of.year:
        warnings.append("dob_year_only")
        return Birth(year=found)
    warnings.append("dob_invalid")
    return Birth()


def _from_number(number: float) -> date | int | None:
    if 1900 <= number <= 2100 and number.is_integer():
        return int(number)
    return SERIAL_ZERO + timedelta(days=int(number)) if 1 <= number < 80_000 else None


def _from_text(text: str, as_of: date) -> date | int | None:
    parts = [int(part) for part in re.findall(r"\d+", text)[:4]]
    if len(parts) == 1:
        return parts[0] if parts[0] >= 1000 else None
    if len(parts) >= 3 and parts[0] >= 1000:  # 1985-03-05, as programs write it
        parts[0], parts[2] = parts[2], parts[0]
    if len(parts) < 3:
        return None
    day, month, year = parts[:3]
    try:
        return date(_century(year, as_of), month, day)
    except ValueError:
        return None


def _century(year: int, as_of: date) -> int:
    if year >= 100:
        return year
    return 2000 + year if 2000 + year + YOUNGEST <= as_of.year else 1900 + year


def _ascii(text: str) -> str:
    """Full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
