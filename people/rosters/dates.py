"""Birth dates as rosters write them: day first, a year alone, a serial number of the spreadsheet."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

YOUNGEST = 16
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(5_480, 80_000)  # from 1915: smaller numbers are years or typing errors
_OLDEST = date(1900, 1, 1)
_TODAYS_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Birth:
    """A full day, or the year alone."""

    on: date | None = None
    year: int | None = None


NO_BIRTH = Birth()
Found = tuple[Birth, str]
_INVALID: Found = (NO_BIRTH, "dob_invalid")


@lru_cache(maxsize=50_000)
def from_number(cell: float | date, as_of: date) -> Found:
    """A date cell, a year, or the days since 1900."""
    if isinstance(cell, date):
        serial = (cell - _SERIAL_ZERO).days
        # A year typed into a cell formatted as a date shows as a day of 1905.
        return _year(serial, as_of) if serial in range(1915, 2101) else _day(cell, as_of)
    if cell != cell or cell in (float("inf"), float("-inf")):
        return _INVALID
    whole = int(cell)
    if whole in _TODAYS_YEARS and whole == cell:
        return _year(whole, as_of)
    if 10 <= whole <= 99 and whole == cell:
        return _year(_century(whole, as_of), as_of)
    return _day(_SERIAL_ZERO + timedelta(days=whole), as_of) if whole in _SERIALS else _INVALID


@lru_cache(maxsize=50_000)
def from_text(text: str, as_of: date) -> Found:
    """05/03/1985, 5-3-85, "ngày 05 tháng 3 năm 1985", 05031985, 1985-03-05, 03/1985, 1985."""
    parts = re.findall(r"\d+", text)[:4]
    if len(parts) == 1:
        return _from_one(parts[0], as_of)
    if len(parts) == 2:  # month and year: the year is kept
        month, year = map(_small, parts)
        return _year(year, as_of) if 1 <= month <= 12 and year >= 1000 else _INVALID
    if len(parts) < 2:
        return _INVALID
    first, month, last = map(_small, parts[:3])
    if first >= 1000:  # 1985-03-05, as programs write it
        first, last = last, first
    return _calendar_day(first, month, last, as_of, short=last < 100 and len(parts[2]) <= 2)


def _from_one(digits: str, as_of: date) -> Found:
    if len(digits) == 8:
        return _calendar_day(int(digits[:2]), int(digits[2:4]), int(digits[4:]), as_of, short=False)
    if len(digits) in (4, 5):
        return from_number(int(digits), as_of)
    return _year(_century(int(digits), as_of), as_of) if len(digits) == 2 else _INVALID


def _calendar_day(day: int, month: int, year: int, as_of: date, *, short: bool) -> Found:
    if not short:
        return _date(day, month, year, as_of)
    born = _date(day, month, 2000 + year, as_of)
    if born[0].on and born[0].on <= _years_before(as_of, YOUNGEST):
        return born
    return _date(day, month, 1900 + year, as_of)


def _date(day: int, month: int, year: int, as_of: date) -> Found:
    try:
        return _day(date(year, month, day), as_of)
    except ValueError:
        return _INVALID


def _day(found: date, as_of: date) -> Found:
    return (Birth(found, found.year), "") if _OLDEST <= found <= as_of else _INVALID


def _year(year: int, as_of: date) -> Found:
    return (Birth(None, year), "dob_year_only") if 1900 <= year <= as_of.year else _INVALID


def _century(year: int, as_of: date) -> int:
    return 2000 + year if 2000 + year + YOUNGEST <= as_of.year else 1900 + year


def _years_before(day: date, years: int) -> date:
    """The same day years ago; 29 February has its birthday on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1) - timedelta(days=1)


def _small(digits: str) -> int:
    return int(digits[:6])
