"""The table on the screen and the file for machines."""

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.harness.rows import Row

HEADS = ("name", "value", "unit", "control", "ratio", "goal", "met")
MET = {True: "yes", False: "NO", None: ""}


def cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    return (row.name, number(row.value), row.unit, number(row.control), ratio, row.goal, MET[row.met])


def number(value: float | None) -> str:
    """Three significant figures, no exponent."""
    if value is None:
        return ""
    if abs(value) >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def text(rows: Iterable[Row]) -> str:
    lines = [HEADS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def write(rows: Iterable[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1) + "\n")
