"""W6: ten thousand people validated, reported, audited and applied; a hundred thousand beside bare reads of the file."""

from collections.abc import Iterator
from typing import Any

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.inside import roster_file

PEOPLE, MANY = 10_000, 100_000


def measure(bench: Bench) -> Iterator[Row]:
    yield from _ten_thousand(bench)
    yield from _hundred_thousand(bench)
    yield from _one_file(bench)


def _ten_thousand(bench: Bench) -> Iterator[Row]:
    path = str(roster_file.write(bench.installation.folder / "muoi-nghin.xlsx", PEOPLE))
    forecast, applied = _ask(bench, "forecast", path), _ask(bench, "apply", path)
    _ask(bench, "undo", path)
    yield row(
        "roster, 10,000 people in all", forecast["cpu"] + applied["cpu"], "CPU s", Goal("≤", 5),
        note=f"forecast {forecast['cpu']:.1f}, import {applied['cpu']:.1f}; "
        f"{forecast['wall'] + applied['wall']:.1f} s by the clock",
    )  # fmt: skip


def _hundred_thousand(bench: Bench) -> Iterator[Row]:
    path = str(roster_file.write(bench.installation.folder / "tram-nghin.xlsx", MANY))
    bare, slow = _ask(bench, "calamine", path), _ask(bench, "openpyxl", path)
    found = {what: _ask(bench, what, path) for what in ("forecast", "apply", "again", "undo")}
    forecast = found["forecast"]
    yield row("roster, 100,000: bare read by calamine", bare["cpu"], "CPU s")
    yield row(
        "roster, 100,000: forecast", forecast["cpu"], "CPU s", Goal("≤", 4, "ratio"),
        control=slow["cpu"], ratio=forecast["cpu"] / slow["cpu"], control_name="bare read by openpyxl",
        note=f"{forecast['cpu'] / bare['cpu']:.1f} × a bare read by calamine; {forecast['wall']:.0f} s by the clock",
    )  # fmt: skip
    yield row("roster, 100,000: forecast, memory", forecast["peak_mb"], "MB at most", Goal("≤", 400))
    for what, name in (("apply", "import"), ("again", "all known, forecast"), ("undo", "undo")):
        spent = found[what]
        goal = Goal("≥", 3_000) if what == "apply" else None
        yield row(
            f"roster, 100,000: {name}", MANY / spent["cpu"], "rows/CPU s", goal,
            note=f"{spent['wall']:.0f} s by the clock, at most {spent['peak_mb']:.0f} MB",
        )  # fmt: skip


def _one_file(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.roster_tree", str(bench.installation.folder))
    yield row(
        "6,000 units and 100,000 people from one file", found["units"] + found["people"], "s", Goal("≤", 180),
        note=f"units {found['units']:.0f} s, people {found['people']:.0f} s (forecast and import)",
    )  # fmt: skip


def _ask(bench: Bench, what: str, path: str) -> dict[str, Any]:
    return dict(bench.installation.ask("benchmarks.inside.rosters", what, path))
