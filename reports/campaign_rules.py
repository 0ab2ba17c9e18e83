"""How teams are scored, parted into classes and ranked: arithmetic only, in exact fractions.

Ties: the higher rate, then the earlier day of the last completion that counts, then the larger denominator; who is
still equal shares the place, and the next place is left out. A team in which some target counts 1 to 4 people is
shown and not ranked; a target with nobody to count leaves its weight to the others.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from reports.rules import SMALLEST_GROUP, percent_of


@dataclass(frozen=True, slots=True)
class Part:
    """What one target counts in one team."""

    target: int
    numerator: int
    denominator: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Team:
    """One competing unit; `size` decides its class, `reached_on` is the day of the last completion that counts."""

    unit: int
    parts: tuple[Part, ...]
    size: int
    reached_on: date | None = None

    @property
    def score(self) -> Fraction | None:
        """The weighted rate, 0 to 1; None when nobody counts."""
        parts = [part for part in self.parts if part.denominator]
        weights = sum(part.weight for part in parts)
        rates = (Fraction(part.numerator, part.denominator) * part.weight for part in parts)
        return sum(rates, Fraction()) / weights if weights else None

    @property
    def percent(self) -> float | None:
        """Two digits, as figures are shown."""
        return None if self.score is None else percent_of(*self.score.as_integer_ratio())

    @property
    def whole_percent(self) -> int | None:
        """Rounded down, for strangers; None of a team that is not ranked."""
        return floor(100 * self.score) if self.score is not None and self.is_ranked else None

    @property
    def numerator(self) -> int:
        return sum(part.numerator for part in self.parts)

    @property
    def denominator(self) -> int:
        return sum(part.denominator for part in self.parts)

    @property
    def is_ranked(self) -> bool:
        """Enough people behind every rate in it."""
        counted = [part.denominator for part in self.parts if part.denominator]
        return bool(counted) and min(counted) >= SMALLEST_GROUP

    @property
    def is_full(self) -> bool:
        """Everybody of every target."""
        return self.score == 1


@dataclass(frozen=True, slots=True)
class Place:
    """A team in its class; without a rank it is shown only."""

    team: Team
    size_class: int
    rank: int | None


def class_of(size: int, bounds: Sequence[int]) -> int:
    """The class's number; each bound begins the next class."""
    return bisect_right(sorted(bounds), size)


def standings(teams: Iterable[Team], bounds: Sequence[int]) -> list[Place]:
    """Class by class, first place first, unranked last; equals stay in the order they came in."""
    classes: dict[int, list[Team]] = {}
    for team in teams:
        classes.setdefault(class_of(team.size, bounds), []).append(team)
    return [place for number in sorted(classes) for place in _in_class(number, classes[number])]


def _in_class(number: int, teams: list[Team]) -> list[Place]:
    ranked = sorted((team for team in teams if team.is_ranked), key=_order)
    places: list[Place] = []
    for position, team in enumerate(ranked, start=1):
        shares = bool(places) and _order(places[-1].team) == _order(team)
        places.append(Place(team, number, places[-1].rank if shares else position))
    return places + [Place(team, number, None) for team in teams if not team.is_ranked]


def _order(team: Team) -> tuple[Fraction, date, int]:
    assert team.score is not None
    return -team.score, team.reached_on or date.max, -team.denominator


def next_span(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The round after this one: whole months follow whole months, other spans are as many days."""
    begin = ends_on + timedelta(days=1)
    if starts_on.day == 1 and begin.day == 1:
        months = (begin.year - starts_on.year) * 12 + begin.month - starts_on.month
        year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
        return begin, date(year, month + 1, 1) - timedelta(days=1)
    return begin, begin + (ends_on - starts_on)
