"""The share of the satisfied month by month, as points for an SVG; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.surveys.publishing import Cell

WIDTH, HEIGHT, LEFT, TOP = 560, 150, 44, 12


@dataclass(frozen=True)
class Spot:
    """A month that may be told."""

    x: float
    y: float
    month: date
    percent: float


@dataclass(frozen=True)
class Trend:
    """Spots, the line through months that follow each other, the goal's height."""

    spots: list[Spot]
    lines: list[str]
    goal: float
    grid: list[tuple[float, int]]


def trend(months: Sequence[tuple[date, Cell]], goal: float) -> Trend | None:
    """None when fewer than two months may be told; a blank month breaks the line."""
    step = WIDTH / max(1, len(months) - 1)
    places = [
        Spot(round(LEFT + step * place, 1), _height(one.percent), month, one.percent)
        if one.percent is not None
        else None
        for place, (month, one) in enumerate(months)
    ]
    spots = [spot for spot in places if spot]
    if len(spots) < 2:
        return None
    grid = [(_height(percent), percent) for percent in (0, 50, 100)]
    return Trend(spots, _lines(places), _height(goal), grid)


def _height(percent: float) -> float:
    return round(TOP + HEIGHT * (1 - percent / 100), 1)


def _lines(places: Sequence[Spot | None]) -> list[str]:
    runs: list[list[str]] = [[]]
    for spot in places:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(f"{spot.x},{spot.y}")
    return [" ".join(run) for run in runs if len(run) > 1]
