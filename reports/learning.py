"""What counts, read from a target's `learning`, and what it makes of one person's courses: pure, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self


class What(StrEnum):
    """What has to be learnt."""

    ANY = "mot"  # one course, or all courses of one programme
    ALL = "tat_ca"  # every course, and every course of every programme
    HOURS = "gio"  # so many hours in classrooms during the period


@dataclass(frozen=True, slots=True)
class Learning:
    """`papers`: whether certificates from elsewhere count, where HR recognised them for a course."""

    what: What = What.ANY
    hours: Decimal = Decimal(0)
    papers: bool = True

    @classmethod
    def read(cls, told: Mapping[str, Any] | None) -> Self:
        """From the stored form."""
        told = told or {}
        return cls(
            What(told.get("what") or What.ANY),
            Decimal(str(told.get("hours") or 0)),
            bool(told.get("papers", True)),
        )


@dataclass(slots=True)
class InCourse:
    """One person in one course, whichever of their records it stands in."""

    done: date | None = None
    excused: date | None = None
    reason: str = ""
    started: date | None = None
    due: date | None = None

    def take(self, other: "InCourse") -> None:
        """Add a second enrolment of the same course: the earliest of each counts."""
        self.done = _earliest(self.done, other.done)
        self.started = _earliest(self.started, other.started)
        self.due = _earliest(self.due, other.due)
        told = [(one.excused, one.reason) for one in (self, other) if one.excused]
        if told:
            self.excused, self.reason = min(told)


@dataclass(frozen=True, slots=True)
class Excuse:
    """Stands from `since` until the course is completed all the same."""

    since: date
    until: date | None
    reason: str

    def stands_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(slots=True)
class Outcome:
    """What one person's learning makes of a target; any day follows from it."""

    completed_on: date | None = None
    excuses: list[Excuse] = field(default_factory=list)
    started_on: date | None = None
    due_on: date | None = None

    def excuse_on(self, day: date) -> str | None:
        """The reason of the earliest excuse that stands on the day."""
        return next((excuse.reason for excuse in self.excuses if excuse.stands_on(day)), None)


def outcome_of(
    courses: Mapping[int, InCourse],
    sets: Sequence[frozenset[int]],
    *,
    all_of: bool = False,
) -> Outcome:
    """Completed when one of the sets is (or all of them are); excuses are of any course that counts."""
    ends = [_completed(courses, one) for one in sets]
    done = [end for end in ends if end]
    excuses = sorted(
        (Excuse(one.excused, one.done, one.reason) for one in courses.values() if one.excused),
        key=lambda excuse: (excuse.since, excuse.reason),
    )
    outcome = Outcome(None, excuses, *_span(courses.values()))
    if done and (not all_of or len(done) == len(ends)):
        outcome.completed_on = max(done) if all_of else min(done)
    return outcome


def reached(attended: Iterable[tuple[date, Decimal]], hours: Decimal, since: date) -> date | None:
    """The day on which the hours attended since then first came to so many."""
    total = Decimal(0)
    for day, more in sorted(attended):
        if day >= since:
            total += more
            if total >= hours:
                return day
    return None


def _completed(courses: Mapping[int, InCourse], needed: frozenset[int]) -> date | None:
    days = [courses[course].done for course in needed if course in courses]
    known = [day for day in days if day]
    return max(known) if needed and len(known) == len(needed) else None


def _span(courses: Iterable[InCourse]) -> tuple[date | None, date | None]:
    courses = list(courses)
    return (
        min((one.started for one in courses if one.started), default=None),
        min((one.due for one in courses if one.due), default=None),
    )


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other
