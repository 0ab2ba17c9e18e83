"""The plot of how a film is watched, as numbers for an SVG: three rows of bars over one axis of time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.queries.viewing import FEWEST, Stretch

WIDTH, LEFT, TOP = 640.0, 56.0, 46.0  # above the first row: its name, and the questions' above that
ROW, GAP = 84.0, 34.0  # height of a row of bars, and room for its name
HIDDEN = 6.0  # height of the hatched bar that stands for fewer than five
STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)  # seconds between marks of the axis


@dataclass(frozen=True)
class Row:
    """One row of bars: `top` of the scale is `most`."""

    key: str
    base: float
    top: float
    most: float
    bars: list[dict[str, Any]]


@dataclass(frozen=True)
class Plot:
    """What the template draws, and the table beside it."""

    rows: list[Row]
    ticks: list[dict[str, Any]]
    marks: list[dict[str, Any]]
    table: list[dict[str, Any]]
    box: str
    height: float


def enough(stretches: Sequence[Stretch]) -> bool:
    """Whether a plot would show a crowd and not persons."""
    return max((one.viewers for one in stretches), default=0) >= FEWEST


def plot(stretches: Sequence[Stretch], duration: float, questions: Sequence[dict[str, Any]]) -> Plot:
    """Of stretches with fewer than five viewers nothing is told but that."""
    told = {
        "viewers": [float(one.viewers) for one in stretches],
        "replays": [one.replays for one in stretches],
        "stops": [float(one.stops) for one in stretches],
    }
    hidden = [one.viewers < FEWEST for one in stretches]
    rows = [_row(number, key, values, hidden) for number, (key, values) in enumerate(told.items())]
    height = TOP + 3 * (ROW + GAP)
    return Plot(
        rows=rows,
        ticks=[{"x": _x(second, duration), "second": second} for second in _ticks(duration)],
        marks=[
            one | {"x": _x(one["at"], duration), "number": number} for number, one in enumerate(questions, 1)
        ],
        table=_table(stretches, duration, hidden),
        box=f"0 0 {LEFT + WIDTH + 12:.0f} {height:.0f}",
        height=height - GAP + 8,
    )


def _row(number: int, key: str, values: Sequence[float], hidden: Sequence[bool]) -> Row:
    top = TOP + number * (ROW + GAP)
    shown = [0.0 if veiled else value for value, veiled in zip(values, hidden, strict=True)]
    most = max([*shown, 1.0])
    wide = WIDTH / len(values)
    bars = [
        {
            "x": round(LEFT + place * wide, 2),
            "width": round(max(wide - (0.5 if wide > 3 else 0), 0.5), 2),
            "y": round(top + ROW - high, 2),
            "height": round(high, 2),
            "hidden": veiled,
        }
        for place, (value, veiled) in enumerate(zip(shown, hidden, strict=True))
        if (high := HIDDEN if veiled and key == "viewers" else ROW * value / most) > 0
    ]
    return Row(key, top + ROW, top, most, bars)


def _x(second: float, duration: float) -> float:
    return round(LEFT + WIDTH * min(1.0, second / duration), 2) if duration else LEFT


def _ticks(duration: float) -> list[int]:
    step = next((step for step in STEPS if duration / step <= 8), STEPS[-1])
    return list(range(0, int(duration) + 1, step))


def _table(stretches: Sequence[Stretch], duration: float, hidden: Sequence[bool]) -> list[dict[str, Any]]:
    width = duration / len(stretches)
    return [
        {"start": place * width, "end": (place + 1) * width, "stretch": None if veiled else one}
        for place, (one, veiled) in enumerate(zip(stretches, hidden, strict=True))
    ]
