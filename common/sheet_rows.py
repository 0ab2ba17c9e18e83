"""Rows of a sheet as the XML that XlsxWriter makes of them in constant memory, at a tenth of its processor time.

XlsxWriter makes the frame (`tables.write_xlsx`); a list of two hundred thousand people is a million and a half cells,
and an object, four calls and two buffers for each of them were twenty seconds.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone

MOST_ROWS = 1_048_576  # of a sheet; Excel's own limit
MOST_UNITS = 32_767  # UTF-16 units of a cell's text; more is cut off, as XlsxWriter does
_EPOCH = datetime(1899, 12, 31)  # noqa: DTZ001 - a sheet knows no time zones
_LEAP = 59  # Excel's 1900 has a 29 February
_STRANGE = re.compile("[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LIKE_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")


class Looks(NamedTuple):
    """The numbers of the workbook's styles for days and moments."""

    day: str
    moment: str


class RowsTooMany(ValueError):
    """More rows than a sheet holds: the rest would be lost without a word."""


def rows_xml(rows: Iterable[Sequence[Any]], first: int, looks: Looks) -> Iterator[tuple[int, str]]:
    """Each row that holds anything, with its number counted from one; `first` is that of the first row."""
    cells = _cells(looks)
    columns = [column_name(place) for place in range(64)]
    for number, row in enumerate(rows, start=first):
        if number > MOST_ROWS:
            raise RowsTooMany(number)
        told = "".join(
            [
                f'<c r="{columns[place]}{number}"{cells[type(cell)](cell)}</c>'
                for place, cell in enumerate(row)
                if cell is not None
            ]
        )
        if told:
            yield number, f'<row r="{number}">{told}</row>'


def column_name(place: int) -> str:
    """A, B … Z, AA …"""
    name, left = "", place + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


class ByKind(dict[type, Callable[[Any], Any]]):
    """What is made of a value, by its type; subclasses (texts marked safe) as their ancestors, others by `other`."""

    def __init__(self, known: dict[type, Callable[[Any], Any]], other: Callable[[Any], Any]) -> None:
        super().__init__(known)
        self._other = other

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        known = next((one for one in (str, datetime, date) if issubclass(kind, one)), None)
        self[kind] = self[known] if known else self._other
        return self[kind]


def _cells(looks: Looks) -> ByKind:
    @lru_cache(maxsize=4096)
    def day(value: date) -> str:
        return f' s="{looks.day}"><v>{_serial(datetime(value.year, value.month, value.day)):.16G}</v>'  # noqa: DTZ001

    def moment(value: datetime) -> str:
        return f' s="{looks.moment}"><v>{_serial(local(value).replace(tzinfo=None)):.16G}</v>'

    return ByKind({str: _text, date: day, datetime: moment}, _number)


def local(moment: datetime) -> datetime:
    """In the province's time, if the moment knows a time zone."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _serial(moment: datetime) -> float:
    """Days since the last of 1899, as Excel counts them."""
    since = moment - _EPOCH
    days = since.days + (since.seconds + since.microseconds / 1e6) / 86_400
    return days + 1 if days > _LEAP else days


def _number(value: float | Decimal) -> str:
    if not math.isfinite(value):
        raise TypeError("no number of a sheet")
    return f"><v>{value:.16G}</v>"


def _text(value: str) -> str:
    text = _escaped(value) if _STRANGE.search(value) or len(value) > MOST_UNITS // 2 else value
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{text}</t></is>'


def _escaped(text: str) -> str:
    """Control marks as `_x0007_`, and what looks like one with its own underscore so."""
    if len(text) > MOST_UNITS // 2:
        text = text.encode("utf-16-le")[: 2 * MOST_UNITS].decode("utf-16-le", "ignore")
    text = _LIKE_ESCAPED.sub(r"_x005F\1", text)
    text = _CONTROL.sub(lambda mark: f"_x{ord(mark[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
