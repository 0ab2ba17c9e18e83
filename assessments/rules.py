"""The arithmetic of a sitting: when it may start and ends, which try counts, what may be seen of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Grading(StrEnum):
    """Which of several tries is *the* result."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


class When(StrEnum):
    """From when on a part of the result may be seen."""

    AT_ONCE = "at_once"
    SETTLED = "settled"  # passed, or no try left: the key cannot be used any more
    CLOSED = "closed"
    NEVER = "never"


class Bar(StrEnum):
    """What keeps somebody from starting."""

    WAITING = "waiting"
    USED_UP = "used_up"
    CLOSED = "closed"
    EARLY = "early"
    DELAY = "delay"


@dataclass(frozen=True)
class Extra:
    """What one person was granted beyond everybody's rule; `until` is a later closing."""

    percent: int = 0
    minutes: int = 0
    until: datetime | None = None


@dataclass(frozen=True)
class Tried:
    """One finished try: the share of the points earned (0 to 1), and what was needed, in percent."""

    share: float
    passed: bool
    needed: int


@dataclass(frozen=True)
class Shown:
    """What may be seen of a result; what says more brings what says less."""

    score: bool
    verdicts: bool
    answers: bool


USUAL = {"score_shown": When.AT_ONCE, "verdicts_shown": When.AT_ONCE, "answers_shown": When.SETTLED}


def time_allowed(minutes: int, extra: Extra) -> timedelta | None:
    """The time for one sitting; None is no limit, which nothing needs to be added to."""
    return timedelta(minutes=minutes * (100 + extra.percent) / 100 + extra.minutes) if minutes else None


def closing(closes_at: datetime | None, extra: Extra) -> datetime | None:
    """When the test closes for this person; nobody's day is made shorter."""
    return max(closes_at, extra.until) if closes_at and extra.until else closes_at


def deadline(started_at: datetime, minutes: int, closes_at: datetime | None, extra: Extra) -> datetime | None:
    """The last moment of a sitting, whichever of limit and closing comes first."""
    allowed = time_allowed(minutes, extra)
    ends = [started_at + allowed] if allowed else []
    closes = closing(closes_at, extra)
    return min([*ends, closes] if closes else ends, default=None)


def barred(
    at: datetime, opens_at: datetime | None, closes_at: datetime | None, again_at: datetime | None
) -> tuple[Bar, datetime] | None:
    """What keeps from starting at this moment, and the moment it speaks of."""
    if closes_at and at >= closes_at:
        return Bar.CLOSED, closes_at
    if opens_at and at < opens_at:
        return Bar.EARLY, opens_at
    return (Bar.DELAY, again_at) if again_at and at < again_at else None


def which(grading: str, tries: Sequence[Tried]) -> int | None:
    """The place of the try that counts; an average is told beside the last one."""
    if not tries:
        return None
    if grading == Grading.BEST:
        return max(range(len(tries)), key=lambda place: tries[place].share)
    return 0 if grading == Grading.FIRST else len(tries) - 1


def share(grading: str, tries: Sequence[Tried]) -> float:
    """The share of the points that is the result."""
    place = which(grading, tries)
    if place is None:
        return 0.0
    return sum(one.share for one in tries) / len(tries) if grading == Grading.AVERAGE else tries[place].share


def passes(grading: str, tries: Sequence[Tried]) -> bool:
    """Whether what counts now is a pass."""
    place = which(grading, tries)
    if place is None:
        return False
    if grading == Grading.BEST:
        return any(one.passed for one in tries)
    if grading == Grading.AVERAGE:
        return 100 * round(share(grading, tries), 6) >= tries[place].needed
    return tries[place].passed


def passed_once(grading: str, tries: Sequence[Tried]) -> bool:
    """Whether it ever was a pass: what is in the record is not taken back by trying again."""
    return any(passes(grading, tries[:count]) for count in range(1, len(tries) + 1))


def shown(promised: Mapping[str, Any], *, settled: bool, closed: bool) -> Shown:
    """What may be seen; a paper from before these rules shows what was usual then."""
    reached = {When.AT_ONCE: True, When.SETTLED: settled, When.CLOSED: closed, When.NEVER: False}
    score, verdicts, answers = (reached[When(promised.get(name) or usual)] for name, usual in USUAL.items())
    return Shown(score or verdicts or answers, verdicts or answers, answers)


def is_in_time(given_at: datetime | None, started_at: datetime, deadline_at: datetime) -> bool:
    """Whether an answer is said to have been given while the paper was open."""
    return given_at is not None and started_at <= given_at <= deadline_at
