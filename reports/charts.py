"""Plots as numbers for SVG templates: the planned and actual curve, and the tile grid of communes."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from reports.models import Target
from reports.rules import planned, step_of

WIDTH, HEIGHT, LEFT, TOP = 660, 194, 48, 10


@dataclass(frozen=True)
class Curve:
    """Points in SVG units and the words beside them."""

    actual: str
    area: str
    plan: str
    end: tuple[float, float]
    grid: list[dict[str, Any]]
    months: list[dict[str, Any]]
    percent: float
    behind: float
    rows: list[dict[str, Any]]

    @property
    def ahead(self) -> float:
        """Points above the plan."""
        return -self.behind


def curve(series: list[tuple[date, float]], target: Target, as_of: date) -> Curve:
    """Planned (straight line to the due day) against actual, over the year of `as_of`."""
    start = series[0][0]
    last = max(as_of, min(target.due_on, as_of.replace(month=12, day=31)))

    def spot(day: date, percent: float) -> tuple[float, float]:
        x = LEFT + WIDTH * (day - start).days / max((last - start).days, 1)
        return round(x, 1), round(TOP + HEIGHT * (1 - percent / 100), 1)

    def plan(day: date) -> float:
        return planned(float(target.percent), target.starts_on, target.due_on, day)

    actual = [spot(day, percent) for day, percent in series]
    line = " ".join(f"{x},{y}" for x, y in actual)
    percent = series[-1][1]
    return Curve(
        actual=line,
        area=f"{actual[0][0]},{TOP + HEIGHT} {line} {actual[-1][0]},{TOP + HEIGHT}",
        plan=" ".join(f"{x},{y}" for x, y in (spot(day, plan(day)) for day in (start, *_days(series), last))),
        end=actual[-1],
        grid=[{"y": spot(start, value)[1], "label": value} for value in (0, 25, 50, 75, 100)],
        months=[{"x": spot(day, 0)[0], "day": day} for day, _percent in series[1:-1:2]],
        percent=percent,
        behind=round(plan(as_of) - percent, 1),
        rows=[{"day": day, "percent": value, "plan": plan(day)} for day, value in series],
    )


def _days(series: list[tuple[date, float]]) -> list[date]:
    return [day for day, _percent in series[1:]]


SIZE, GAP = 34, 3


def tiles(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The tile grid: a square a commune, its step of the scale, its number, its link."""
    by_code = {line["code"]: line for line in lines}
    squares = [_tile(row, by_code[row["code"]]) for row in _grid() if row["code"] in by_code]
    width = max((square["x"] for square in squares), default=0) + SIZE
    height = max((square["y"] for square in squares), default=0) + SIZE
    return {"squares": squares, "box": f"0 0 {width} {height}", "size": SIZE}


def _tile(row: dict[str, str], line: dict[str, Any]) -> dict[str, Any]:
    percent = line["percent"]
    column, rank = int(row["col"]), int(row["row"])
    return {
        **line,
        "x": column * (SIZE + GAP),
        "y": rank * (SIZE + GAP),
        "step": step_of(percent),
        "short": int(percent),
    }


@lru_cache
def _grid() -> list[dict[str, str]]:
    with open(settings.BASE_DIR / "data" / "tile_grid_2025.csv", encoding="utf-8") as source:
        return list(csv.DictReader(source))
