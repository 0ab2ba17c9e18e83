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
    category: str = field(default="", compare=False)
    started_on: date | None = field(default=None, compare=False)
    due_on: date | None = field(default=None, compare=False)


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
        return percent_of(self.numerator, self.denominator) if self.denominator else None


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


@dataclass(frozen=True, slots=True)
class Amount:
    """A unit's own part where heads are counted and not persons."""

    unit: int
    numerator: int
    denominator: int
    excluded: int


def weigh(amounts: Iterable[Amount], parent_of: Callable[[int], int | None]) -> Tally:
    """As `tally`, of amounts: each is added once to the total, to its unit and to all above."""
    result = Tally()
    for amount in amounts:
        own = result.units.setdefault(amount.unit, Cell())
        own.own_numerator += amount.numerator
        own.own_denominator += amount.denominator
        own.own_excluded += amount.excluded
        cells = [result.units.setdefault(unit, Cell()) for unit in _upwards(amount.unit, parent_of)]
        for cell in (result.total, *cells):
            cell.numerator += amount.numerator
            cell.denominator += amount.denominator
            cell.excluded += amount.excluded
    return result


def tally_counts(
    counts: Iterable[tuple[int, Standing, int]],
    parent_of: Callable[[int], int | None],
    units: Iterable[int] = (),
) -> Tally:
    """The same of people who have been counted already: unit, standing, how many."""
    result = Tally(units={unit: Cell() for unit in units})
    for unit, standing, number in counts:
        add(result.total, standing, number)
        own = result.units.setdefault(unit, Cell())
        own.own_excluded += number * (standing is Standing.EXCLUDED)
        own.own_denominator += number * (standing is not Standing.EXCLUDED)
        own.own_numerator += number * (standing is Standing.COMPLETED)
        for above in _upwards(unit, parent_of):
            add(result.units.setdefault(above, Cell()), standing, number)
    return result


def add(cell: Cell, standing: Standing, number: int) -> None:
    """So many more of one standing."""
    cell.excluded += number * (standing is Standing.EXCLUDED)
    cell.denominator += number * (standing is not Standing.EXCLUDED)
    cell.numerator += number * (standing is Standing.COMPLETED)


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


def percent_of(part: int, whole: int) -> float:
    """Two digits; never 100 while one is missing and never 0 once one is there, also among 200,000."""
    rounded = round(100 * part / whole, 2)
    return min(max(rounded, 0.01), 99.99) if 0 < part < whole else rounded


def step_of(percent: float) -> int:
    """The map's colour, 1 to 5."""
    return 1 + sum(percent >= bound for bound in STEPS)


def public_rate(cell: Cell) -> int | None:
    """Whole percent of at least `SMALLEST_GROUP` people, None for fewer; rounded down to full groups of so many.

    So nobody's step is seen by comparing two days; 100 only when all have done it, and 0 does not say that nobody has.
    """
    if cell.denominator < SMALLEST_GROUP:
        return None
    done = cell.numerator if cell.missing == 0 else cell.numerator - cell.numerator % SMALLEST_GROUP
    return 100 * done // cell.denominator


def planned(percent: float, starts_on: date, due_on: date, day: date) -> float:
    """The straight-line plan in percent on `day`: 0 at the start, the target at the due day."""
    span = max((due_on - starts_on).days, 1)
    share = min(max((day - starts_on).days / span, 0.0), 1.0)
    return round(percent * share, 2)
