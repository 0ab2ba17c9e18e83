"""How people become a figure: arithmetic only, no database in sight."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SMALLEST_GROUP = 5  # people; what strangers may see of fewer would tell about each of them
STEPS = (25, 50, 75, 100)  # percent at which the map's colour changes: a quarter each, and all


class Standing(StrEnum):
    """Where one person stands toward a target on a day."""

    COMPLETED = "completed"
    MISSING = "missing"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the population, counted once, in one unit."""

    person: int
    unit: int
    standing: Standing
    completed_on: date | None = None
    reason: str = ""


@dataclass(slots=True)
class Cell:
    """One unit's figure with everything below it; `own_*` are its own people only."""

    numerator: int = 0
    denominator: int = 0
    excluded: int = 0
    own_numerator: int = 0
    own_denominator: int = 0
    own_excluded: int = 0

    @property
    def missing(self) -> int:
        """People who still have to learn."""
        return self.denominator - self.numerator

    @property
    def percent(self) -> float | None:
        """Share completed in percent, two digits; None when nobody counts."""
        return round(100 * self.numerator / self.denominator, 2) if self.denominator else None


@dataclass(slots=True)
class Tally:
    """The total and every unit's cell."""

    total: Cell = field(default_factory=Cell)
    units: dict[int, Cell] = field(default_factory=dict)


def tally(
    members: Iterable[Member], parent_of: Callable[[int], int | None], units: Iterable[int] = ()
) -> Tally:
    """Add every member to their unit and all units above it; `units` appear even when empty.

    Children plus own people equal the parent by construction, and each member adds exactly one to the total.
    """
    result = Tally(units={unit: Cell() for unit in units})
    for member in members:
        _count(result.total, member)
        _count_own(result.units.setdefault(member.unit, Cell()), member)
        for unit in _upwards(member.unit, parent_of):
            _count(result.units.setdefault(unit, Cell()), member)
    return result


def total_of(members: Iterable[Member]) -> Cell:
    """The total alone: what a curve over many days needs."""
    cell = Cell()
    for member in members:
        _count(cell, member)
    return cell


def _upwards(unit: int | None, parent_of: Callable[[int], int | None]) -> Iterable[int]:
    while unit is not None:
        yield unit
        unit = parent_of(unit)


def _count(cell: Cell, member: Member) -> None:
    if member.standing is Standing.EXCLUDED:
        cell.excluded += 1
        return
    cell.denominator += 1
    cell.numerator += member.standing is Standing.COMPLETED


def _count_own(cell: Cell, member: Member) -> None:
    if member.standing is Standing.EXCLUDED:
        cell.own_excluded += 1
        return
    cell.own_denominator += 1
    cell.own_numerator += member.standing is Standing.COMPLETED


def step_of(percent: float) -> int:
    """The map's colour, 1 to 5."""
    return 1 + sum(percent >= bound for bound in STEPS)


def public_rate(cell: Cell) -> int | None:
    """Whole percent, rounded down, of at least `SMALLEST_GROUP` people; None for fewer."""
    return 100 * cell.numerator // cell.denominator if cell.denominator >= SMALLEST_GROUP else None


def planned(percent: float, starts_on: date, due_on: date, day: date) -> float:
    """The straight-line plan in percent on `day`: 0 at the start, the target at the due day."""
    span = max((due_on - starts_on).days, 1)
    share = min(max((day - starts_on).days / span, 0.0), 1.0)
    return round(percent * share, 2)
