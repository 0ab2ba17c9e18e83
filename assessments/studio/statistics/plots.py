"""Plots as numbers for SVG templates: scores in steps of five percent, and choices by thirds. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, LEFT, TOP = 320.0, 180.0, 48.0, 12.0  # narrow: readable on a phone without scrolling
THIRDS = (0.1, 0.4, 0.7)  # where they stand in the width; words need the rest
STEP = 5  # percent a bar
GAP = 15.0  # between two words beside the lines


@dataclass(frozen=True)
class Histogram:
    """Bars from 0 to 100 %, the highest worth `most` attempts, and where the pass mark stands."""

    bars: list[dict[str, Any]]
    most: int
    mark: float


def histogram(bins: Mapping[int, int], pass_percent: int) -> Histogram:
    """How many attempts had each score; full marks stand with the last step."""
    counts = [0] * (100 // STEP)
    for percent, count in bins.items():
        counts[min(percent // STEP, len(counts) - 1)] += count
    most, wide = max([*counts, 1]), WIDTH / len(counts)
    bars = [
        {
            "x": round(LEFT + place * wide, 2), "width": round(wide - 2, 2), "count": count,
            "y": round(TOP + HEIGHT * (1 - count / most), 2), "height": round(HEIGHT * count / most, 2),
            "start": place * STEP, "end": (place + 1) * STEP,
        }
        for place, count in enumerate(counts)
    ]  # fmt: skip
    return Histogram(bars, most, round(LEFT + WIDTH * pass_percent / 100, 2))


def traces(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each choice as a line over the low, middle and high third; words at the end keep clear of each other."""
    ends = _apart([_height(line["thirds"][-1]) for line in lines])
    return [
        dict(line)
        | {
            "dots": (dots := _dots(line["thirds"])),
            "points": " ".join(f"{x},{y}" for x, y in dots),
            "word": end,
        }
        for line, end in zip(lines, ends, strict=True)
    ]


def _dots(thirds: Sequence[float]) -> list[tuple[float, float]]:
    return [
        (round(LEFT + WIDTH * place, 1), _height(share)) for place, share in zip(THIRDS, thirds, strict=True)
    ]


def _height(share: float) -> float:
    return round(TOP + HEIGHT * (1 - share), 1)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights moved down, and if need be up, until they keep their distance."""
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    placed: dict[int, float] = {}
    free = TOP
    for one in order:
        placed[one] = max(heights[one], free)
        free = placed[one] + GAP
    limit = TOP + HEIGHT + GAP
    for one in reversed(order):
        placed[one] = min(placed[one], limit)
        limit = placed[one] - GAP
    return [round(placed[one], 1) for one in range(len(heights))]
