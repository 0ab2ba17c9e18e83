"""Who counts, read from a target's `population`: pure, no database, no clock."""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import Any, Self


class Held(StrEnum):
    """When a post has to be held for its holder to count."""

    DAY = "ngay"  # on the figure's day
    PERIOD = "ky"  # on any day since the target began, until it is due
    FIXED = "chot"  # on one day said in the rule; until it has come, on the figure's day


@dataclass(frozen=True, slots=True)
class Traits:
    """What rules and groups ask of a person; empty where the register does not say."""

    gender: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    name: str = field(default="", compare=False)  # what sorts it: where a list asks, not of an earlier day

    @property
    def born(self) -> date | None:
        """The day, or the first of the year where that alone is known: `age_on` says the same of both."""
        year = self.birth_year or 0
        return self.birth_on or (date(year, 1, 1) if MINYEAR <= year <= MAXYEAR else None)

    def comes_to(self, age: int) -> date | None:
        """The first day on which `age_on` says so many years; None when nobody knows."""
        born = self.birth_on.year if self.birth_on else self.birth_year
        if not born or not MINYEAR <= born + age <= MAXYEAR:
            return None
        month, day = (self.birth_on.month, self.birth_on.day) if self.birth_on else (1, 1)
        if (month, day) == (2, 29) and not isleap(born + age):
            month, day = 3, 1
        return date(born + age, month, day)

    def age_on(self, day: date) -> int | None:
        """Full years; of whom only the year is known, by the year."""
        if self.birth_on:
            before = (day.month, day.day) < (self.birth_on.month, self.birth_on.day)
            return day.year - self.birth_on.year - before
        return day.year - self.birth_year if self.birth_year else None


class Unknown(StrEnum):
    """What the register would have to say before a rule can decide."""

    GENDER = "gender"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Rule:
    """Empty lists mean all."""

    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    held: Held = Held.DAY
    held_on: date | None = None
    least_days: int = 0

    @classmethod
    def read(cls, population: Mapping[str, Any] | None) -> Self:
        """From the stored form; what was left out means all."""
        told = population or {}
        lists = {
            name: tuple(told.get(name) or ())
            for name in ("levels", "categories", "roles", "kinds", "genders")
        }
        day = told.get("held_on")
        return cls(
            **lists,
            age_from=told.get("age_from"),
            age_to=told.get("age_to"),
            held=Held(told.get("held") or Held.DAY),
            held_on=date.fromisoformat(day) if day else None,
            least_days=int(told.get("least_days") or 0),
        )

    @property
    def asks_traits(self) -> bool:
        """Whether persons have to be read beside their posts."""
        return bool(self.genders) or self.age_from is not None or self.age_to is not None

    def ages(self) -> list[int]:
        """The years at which somebody comes into the rule or out of it."""
        until = None if self.age_to is None else self.age_to + 1
        return [age for age in (self.age_from, until) if age is not None]

    def span(self, as_of: date, starts_on: date, due_on: date) -> tuple[date, date]:
        """The first and last day of which one has to be a day in post; an empty span when the last is earlier."""
        if self.held is Held.PERIOD:
            return starts_on, min(as_of, due_on)
        day = min(self.held_on, as_of) if self.held is Held.FIXED and self.held_on else as_of
        return day, day

    def takes(self, traits: Traits, day: date) -> bool | Unknown:
        """Whether gender and age fit; an `Unknown` says what nobody has written down."""
        if self.genders and traits.gender and traits.gender not in self.genders:
            return False
        age = traits.age_on(day)
        if age is not None and not self._of_age(age):
            return False
        if self.genders and not traits.gender:
            return Unknown.GENDER
        asks_age = self.age_from is not None or self.age_to is not None
        return Unknown.AGE if asks_age and age is None else True

    def _of_age(self, age: int) -> bool:
        return (self.age_from is None or age >= self.age_from) and (self.age_to is None or age <= self.age_to)
