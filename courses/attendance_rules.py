"""What attendance means: which way a scan counts, and what somebody who was there has earned. Pure.

Late counts in full (the margin is the door's, not the learner's); whoever left early has half of the meeting.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

GRACE = timedelta(minutes=15)  # from then on it is late
DOORS = timedelta(minutes=60)  # before the start and after the end of a meeting a badge is still its
LATE_SHEET = timedelta(days=7)  # a closing later than this is entered from older papers
SHARE = {"present": Decimal(1), "late": Decimal(1), "left_early": Decimal("0.5")}
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Held:
    """One meeting that took place; `activity` is the lesson it taught, where it taught just one."""

    meeting: Hashable
    starts_at: datetime
    ends_at: datetime
    activity: int | None = None

    @property
    def seconds(self) -> Decimal:
        return Decimal((self.ends_at - self.starts_at).total_seconds())


@dataclass(frozen=True)
class Asked:
    """The class's rule: `hours` in all, and either a share of the time or so many of the hours."""

    hours: Decimal
    percent: int | None = None
    least_hours: Decimal | None = None


@dataclass(frozen=True)
class Credit:
    """One fact for the record; without an activity it stands for the whole course."""

    activity: int | None
    hours: Decimal
    occurred_at: datetime


@dataclass(frozen=True)
class Outcome:
    """`hours` that were attended, whether that is enough, what goes into the record, what was missed."""

    hours: Decimal
    enough: bool
    credits: tuple[Credit, ...]
    missed: tuple[Held, ...]
    made_up: tuple[Hashable, ...] = ()  # meetings missed whose lesson was learnt online instead


def in_time(starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Whether a badge shown at that moment is of this meeting."""
    return starts_at - DOORS <= at <= ends_at + DOORS


def arrival(starts_at: datetime, at: datetime) -> str:
    """present, or late after the quarter of an hour."""
    return "late" if at > starts_at + GRACE else "present"


def earned(asked: Asked, meetings: Sequence[Held], states: Mapping[Hashable, str]) -> Outcome:
    """Enough: the whole course at the end of the last meeting attended. Less: the lessons of which nothing was missed."""
    shares = {one.meeting: SHARE.get(states.get(one.meeting, ""), Decimal(0)) for one in meetings}
    whole = sum((one.seconds for one in meetings), Decimal(0))
    there = sum((one.seconds * shares[one.meeting] for one in meetings), Decimal(0))
    missed = tuple(one for one in meetings if shares[one.meeting] < 1)
    if not there:
        return Outcome(Decimal(0), False, (), missed)
    hours = _tenth(asked.hours * there / whole)
    if _enough(asked, there, whole, hours):
        last = max(one.ends_at for one in meetings if shares[one.meeting])
        return Outcome(hours, True, (Credit(None, hours, last),), missed)
    return Outcome(hours, False, tuple(_lessons(asked, meetings, missed, whole)), missed)


def caught_up(
    asked: Asked,
    meetings: Sequence[Held],
    states: Mapping[Hashable, str],
    learnt: Mapping[int, datetime],
) -> Outcome:
    """The same with what was learnt online instead: a missed meeting counts as attended once its lesson is learnt.

    Only for those who were there in part. The fact for the whole course then tells the hours in the hall that no
    fact of a lesson tells yet, so that their sum stays the hours attended.
    """
    plain = earned(asked, meetings, states)
    made_up = tuple(one.meeting for one in plain.missed if one.activity in learnt)
    if plain.enough or not plain.hours or not made_up:
        return plain
    full = earned(asked, meetings, {**states, **dict.fromkeys(made_up, "present")})
    if not full.enough:
        return plain
    there = [one.ends_at for one in meetings if SHARE.get(states.get(one.meeting, ""), 0)]
    moments = [learnt[key] for one in plain.missed if (key := one.activity) is not None and key in learnt]
    told = sum((credit.hours for credit in plain.credits), Decimal(0))
    whole = Credit(None, max(plain.hours - told, Decimal(0)), max(there + moments))
    return replace(plain, credits=(*plain.credits, whole), made_up=made_up)


def _enough(asked: Asked, there: Decimal, whole: Decimal, hours: Decimal) -> bool:
    if asked.percent is not None:
        return there * 100 >= whole * asked.percent
    return asked.least_hours is not None and hours >= asked.least_hours


def _lessons(
    asked: Asked, meetings: Sequence[Held], missed: Sequence[Held], whole: Decimal
) -> Iterable[Credit]:
    lost = {one.activity for one in missed}
    for activity in dict.fromkeys(one.activity for one in meetings):
        if activity is not None and activity not in lost:
            own = [one for one in meetings if one.activity == activity]
            share = sum((one.seconds for one in own), Decimal(0)) / whole
            yield Credit(activity, _tenth(asked.hours * share), max(one.ends_at for one in own))


def _tenth(hours: Decimal) -> Decimal:
    return hours.quantize(TENTH, ROUND_HALF_UP)
