"""Pages of names behind the cells of a kept figure: whole lists, a unit, and parts of every way to split."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

PER_PAGE = 50
LONG: dict[str, dict[str, str]] = {
    "all": {},
    "missing": {"standing": "con-thieu"},
    "women": {"way": "gioi", "part": "nu"},
    "in their thirties": {"way": "tuoi", "part": "30-39"},
    "of no known year": {"way": "tuoi", "part": "khong-ro"},
}
PLACES = {"first": 0.0, "middle": 0.5, "last": 1.0}


def pages(figures: Any) -> dict[str, Callable[[], Any]]:
    """By name, what reads one page and the numbers on its tabs."""
    from reports.queries.selection import Selection

    unit = max(figures.tally.units, key=lambda one: figures.tally.units[one].own_denominator)
    return {
        "of a unit": lambda: _page(figures, Selection(units=(unit,)), 0),
        "searched": lambda: _page(figures, Selection(search="nguyen van an"), 0),
        "under way": lambda: _page(figures, Selection(way="tien-do", part="under_way"), 0),
        **{
            f"{name}, {where}": partial(_page, figures, Selection(**asked), place)
            for name, asked in LONG.items()
            for where, place in PLACES.items()
        },
    }


def spent(page: Callable[[], Any], runs: int = 5) -> float:
    """Milliseconds of processor time, of this process and of the database's for it; the median."""
    times = []
    for _ in range(runs):
        begun = used()
        page()
        times.append(1000 * (used() - begun))
    return median(times)


def used() -> float:
    """Seconds of processor time so far, of this process and of the database's for it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    pid = connection.connection.info.backend_pid
    return time.process_time() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _page(figures: Any, asked: Any, place: float) -> list[Any]:
    from reports.queries.people import lines
    from reports.queries.selection import listed

    people = listed(figures, asked)
    people.standings()
    keys = people.keys(asked.search)
    first = min(int(len(keys) * place), max(0, len(keys) - 1)) // PER_PAGE * PER_PAGE
    wanted = list(keys[first : first + PER_PAGE])
    return list(lines(figures, people.members(wanted), wanted))
