"""The sheets of the map: where each commune lies, as outlines or as a grid of squares, by the age of its boundaries."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

GRID, OUTLINES = "o", "ranh"
SQUARE, GAP = 34, 3
# The days from which a sheet is right. Nothing older is known; its communes are those of 2021 to 2024.
AGES = ((date(2025, 7, 1), 2025), (date(2024, 11, 1), 2024), (date.min, 2023))
FIRST_DAY = date(2023, 8, 18)  # of the units as they were loaded for plan 202


@dataclass(frozen=True)
class Sheet:
    """Paths and a point inside each by commune code; `schematic`: the inner lines are no boundaries."""

    kind: str
    box: str
    paths: dict[str, str]
    points: dict[str, tuple[int, int]]
    schematic: bool = False


def sheet_of(day: date, kind: str) -> Sheet:
    """The sheet on which the communes of a day lie."""
    age = next(year for start, year in AGES if day >= start)
    return _outlines(age) if kind == OUTLINES else _grid(2025 if age == 2025 else 2023)


@lru_cache
def _outlines(year: int) -> Sheet:
    told = json.loads(_data(f"map/outlines_{year}.json"))
    points = {code: (spot[0], spot[1]) for code, spot in told["points"].items()}
    return Sheet(OUTLINES, told["box"], told["paths"], points, schematic=year < 2025)


@lru_cache
def _grid(year: int) -> Sheet:
    """One square a commune. The squares of 2023 also serve 2024: those of merged communes stay empty."""
    rows = list(csv.DictReader(_data(f"tile_grid_{year}.csv").splitlines()))
    corners = {row["code"]: _corner(row) for row in rows}
    wide, high = (max(corner[axis] for corner in corners.values()) + SQUARE + 1 for axis in (0, 1))
    side = f"h{SQUARE}v{SQUARE}h-{SQUARE}z"
    paths = {code: f"M{x} {y}{side}" for code, (x, y) in corners.items()}
    middle = {code: (x + SQUARE // 2, y + SQUARE // 2) for code, (x, y) in corners.items()}
    return Sheet(GRID, f"-1 -1 {wide + 1} {high + 1}", paths, middle)


def _corner(row: dict[str, Any]) -> tuple[int, int]:
    return int(row["col"]) * (SQUARE + GAP), int(row["row"]) * (SQUARE + GAP)


def _data(name: str) -> str:
    return (settings.BASE_DIR / "data" / name).read_text(encoding="utf-8")
