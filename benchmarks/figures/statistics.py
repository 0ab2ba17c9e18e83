"""The statistics of a test that fifty thousand have sat, counted in the background and kept for the pages."""

import os
from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row

ATTEMPTS = int(os.environ.get("ATTEMPTS", "50000"))


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.statistics", str(ATTEMPTS))
    rebuilt, added = found["rebuilt"], found["added"]
    yield row(
        f"statistics of {ATTEMPTS:,} attempts counted from nothing", rebuilt["wall"], "s",
        note=f"{rebuilt['cpu']:.1f} CPU s, {1000 * rebuilt['wall'] / ATTEMPTS:.2f} ms an attempt, "
        f"{found['peak_mb']:.0f} MB at most; 30 questions drawn of 60",
    )  # fmt: skip
    yield row("statistics, 100 more attempts added", added["wall"], "s", note=f"{added['cpu']:.1f} CPU s")
    for what, page in found["pages"].items():
        yield row(
            f"page of a {what}'s statistics", page["wall"], "s", Goal("≤", 2),
            note=f"{page['queries']} queries; {ATTEMPTS:,} attempts",
        )  # fmt: skip
