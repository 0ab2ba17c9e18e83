"""Which meeting a column of an attendance sheet ticks: by its day, hour and part of the day, else its number. Pure.

The day says more than the number: a meeting called off, or put in before, changes the numbers of the others.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from common.vietnamese import fold
from courses.sheet_marks import state_of

_ISO = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")
_CLOCK = re.compile(r"\b(\d{1,2}) ?(?:h|g|:) ?(\d{2})?\b(?: ?(?:-|–|den) ?\d{1,2} ?(?:h|g|:) ?(?:\d{2})?\b)?")
_NUMBER = re.compile(
    r"\b(?:buoi|ca|tiet|lan|b)(?: hoc)?(?: thu| so)? ?(\d{1,2}|[ivx]{1,4})\b(?! ?[/.-] ?\d| thang)"
)
_DAY = re.compile(
    r"\b(?P<d>\d{1,2})(?: ?[/.-] ?| thang )(?P<m>\d{1,2})(?:(?: ?[/.-] ?| nam )(?P<y>\d{4}|\d{2}))?\b"
)
_SERIAL, _SERIAL_ZERO = re.compile(r"4\d{4}"), date(1899, 12, 30)  # Excel's number of a day
_NTH_DAY = re.compile(r"\bngay(?: hoc)?(?: thu)? (\d{1,2})\b")
_PART = re.compile(r"\b(sang|chieu|toi)\b")
_SHORT_PART = re.compile(r"\b([sc])\b")
_HOURS = {"s": (0, 12), "c": (12, 18), "t": (17, 24)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_FILLER = re.compile(
    r"\b(?:diem danh|buoi|ngay|ca|hoc|luc|tu|den|chu nhat|cn|thu (?:\d|hai|ba|tu|nam|sau|bay))\b|[\W_]+"
)
_ONLY = re.compile(
    r"(?:diem danh|co mat|tham du|tham gia|hien dien|chuyen can|du hoc|su co mat|ghi nhan)\b.*"
)
_COUNTED = re.compile(r"\b(?:\d+|[ivx]+)\b")  # Buổi 1 *và 2*
_OFFICE = "cong tac"  # above a column it is where people work, in a box why they are away
_AWAY = {"absent", "excused"}
_SIGNED = re.compile(r"(?:ky ten|chu ky|ky nhan|ky xac nhan)\b.*")


@dataclass
class Columns:
    """Column → number of the meeting (from 1): a box of `boxes` says a state, a cross in `crosses` means the state beside.

    `absences` are crosses for being away where no box says who was there; in `signed` boxes people sign.
    `unclear` columns speak of a meeting, but of none of the class, or not of one alone; `beyond` of one too many.
    """

    boxes: dict[int, int] = field(default_factory=dict)
    crosses: dict[int, tuple[int, str]] = field(default_factory=dict)
    absences: dict[int, tuple[int, str]] = field(default_factory=dict)
    signed: set[int] = field(default_factory=set)
    listed: int = 0  # whoever stands in a list of absences without marks was away at this meeting
    unclear: set[int] = field(default_factory=set)
    beyond: set[int] = field(default_factory=set)

    @property
    def say_something(self) -> bool:
        return bool(self.boxes or self.absences or self.listed)


class _Heading:
    """What it says of a meeting, taken out piece by piece; `rest` is what is left."""

    def __init__(self, text: str) -> None:
        self.plain = self.rest = plain(text)
        day = self._take(_ISO)
        clock, number = self._take(_CLOCK), self._take(_NUMBER)
        day = day or self._take(_DAY)
        nth, part = self._take(_NTH_DAY), self._take(_PART)
        self.day = _day(day.groupdict()) if day else _serial(self.plain)
        part = part or (self._take(_SHORT_PART) if self.day else None)
        self.clock = (int(clock[1]), int(clock[2] or 0)) if clock else None
        self.number = (int(number[1]) if number[1].isdigit() else _ROMAN.get(number[1], 0)) if number else 0
        self.nth = int(nth[1]) if nth else 0
        self.part = part[1][0] if part else ""
        self.rest = "" if _SERIAL.fullmatch(self.plain) else " ".join(_FILLER.sub(" ", self.rest).split())
        self.state = state_of(self.rest) if len(self.rest) > 1 and self.rest != _OFFICE else None

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found

    @property
    def says_when(self) -> bool:
        return bool(self.day or self.nth or self.number or self.part or self.clock)

    @property
    def is_mark(self) -> bool:
        """Whether boxes below it are ticked or signed."""
        return bool(self.state or self.is_signed or _ONLY.fullmatch(self.plain))

    @property
    def is_signed(self) -> bool:
        return bool(_SIGNED.fullmatch(self.rest))

    @property
    def is_of_a_meeting(self) -> bool:
        """*Buổi 1: kỹ năng số* is, *Ghi chú buổi 1* is not."""
        sure = bool(self.day or self.nth or self.number)
        known = not self.rest or self.state or self.is_signed or _ONLY.fullmatch(self.rest)
        return bool((sure or self.part) and known) or (
            sure and not self.plain.startswith(self.rest.split()[0])
        )

    def fitting(self, starts: Sequence[datetime]) -> list[int]:
        """The numbers of the meetings that it may mean."""
        days = sorted({start.date() for start in starts})
        fits = [number for number, start in enumerate(starts, start=1) if self._fits(start, days)]
        at = [one for one in fits if (starts[one - 1].hour, starts[one - 1].minute) == self.clock]
        fits = at or fits
        counts = self.number and (len(fits) > 1 or not self.day)
        return [one for one in fits if one == self.number] if counts else fits

    def _fits(self, start: datetime, days: list[date]) -> bool:
        low, high = _HOURS.get(self.part, (0, 24))
        day, month, year = self.day or (start.day, start.month, None)
        nth = not self.nth or start.day == self.nth or days.index(start.date()) + 1 == self.nth
        return (
            (start.day, start.month) == (day, month)
            and year in (None, start.year)
            and nth
            and (low <= start.hour < high)
        )


def columns_of(headings: Sequence[str], starts: Sequence[datetime], sheet: str = "") -> Columns:
    """`starts` of the class's meetings in local time. Where no column names a meeting the sheet's name may."""
    found = Columns()
    signed: dict[int, int] = {}
    read = {at: heading for at, text in enumerate(headings) if (heading := _Heading(text)).is_of_a_meeting}
    for at, heading in read.items():
        fits = heading.fitting(starts)
        if len(fits) != 1:
            (found.beyond if heading.number > len(starts) and not heading.day else found.unclear).add(at)
        elif heading.state and heading.state != "present":
            found.crosses[at] = (fits[0], heading.state)
        else:
            (signed if heading.is_signed else found.boxes)[at] = fits[0]
    return _settled(found, signed) if read else _by_one(headings, starts, sheet)


def _settled(found: Columns, signed: dict[int, int]) -> Columns:
    """A place to sign counts where nothing else is ticked; two columns for one meeting, or lateness alone, are unclear."""
    ticked = set(found.boxes.values())
    found.signed = {at for at, number in signed.items() if number not in ticked}
    found.boxes |= {at: signed[at] for at in found.signed}
    times = Counter(found.boxes.values())
    found.unclear |= {at for at, number in found.boxes.items() if times[number] > 1}
    alone = {at: one for at, one in found.crosses.items() if not times[one[0]]}
    found.absences = {at: one for at, one in alone.items() if one[1] in _AWAY}
    found.unclear |= alone.keys() - found.absences.keys()
    found.boxes = {at: number for at, number in found.boxes.items() if at not in found.unclear}
    found.crosses = {at: one for at, one in found.crosses.items() if at not in found.unclear | alone.keys()}
    return found


def _by_one(headings: Sequence[str], starts: Sequence[datetime], sheet: str) -> Columns:
    """A class of one meeting needs neither number nor day: its column says *Điểm danh*, or is the one that was signed."""
    name = _Heading(sheet)
    fits = name.fitting(starts) if name.is_of_a_meeting and len(starts) > 1 else range(1, len(starts) + 1)
    if len(fits) != 1:
        return Columns()
    said = [plain(text) for text in headings]
    states = {at: _Heading(text).state for at, text in enumerate(said)}
    crosses = {at: (fits[0], state) for at, state in states.items() if state and state != "present"}
    for pattern in (_ONLY, _SIGNED):
        only = next((at for at, text in enumerate(said) if pattern.fullmatch(text)), None)
        if only is not None:
            crosses.pop(only, None)
            return Columns({only: fits[0]}, crosses, signed={only} if pattern is _SIGNED else set())
    return Columns(absences={at: one for at, one in crosses.items() if one[1] in _AWAY})


def meeting_of_titles(titles: Sequence[str], starts: Sequence[datetime]) -> int:
    """The number of the one meeting that all titles fit; 0 where they fit none or several, or one names two."""
    fits = set(range(1, len(starts) + 1))
    for said in filter(lambda one: one.says_when, map(_Heading, titles)):
        if _Heading(said.rest).says_when or _COUNTED.search(said.rest):
            return 0
        fits &= set(said.fitting(starts))
    return fits.pop() if len(fits) == 1 else 0


def has_marks(headings: Sequence[str]) -> bool:
    """Whether a column is there to tick or to sign."""
    return any(_Heading(text).is_mark for text in headings)


def plain(text: str) -> str:
    """Small letters without marks, single spaces."""
    return " ".join(fold(text).split()).strip(".*")


def _day(told: dict[str, str | None]) -> tuple[int, int, int | None]:
    year = int(told["y"]) if told["y"] else None
    return int(told["d"] or 0), int(told["m"] or 0), 2000 + year if year and year < 100 else year


def _serial(text: str) -> tuple[int, int, int | None] | None:
    if not _SERIAL.fullmatch(text):
        return None
    day = _SERIAL_ZERO + timedelta(days=int(text))
    return day.day, day.month, day.year
