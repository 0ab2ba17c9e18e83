"""A class of five thousand invitees: how long the roll, scans and the end take."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.classes")
    yield row("5,000 invited to a class", found["invite"], "s")
    for name, page in (("first", "first page"), ("middle", "page 50"), ("detail", "the class")):
        goal = Goal("≤", 300) if name != "detail" else None
        yield row(f"class of 5,000, {page}", 1000 * found[name], "ms", goal)
    yield row("class of 5,000, statements", found["statements"], "SQL")
    yield row("attendance list of 5,000, page 25", 1000 * found["list"], "ms", Goal("≤", 300))
    yield row("500 scans from one address", found["scans"], "s", Goal("≤", 30))
    yield row("of them recorded once", found["scanned"], "scans", Goal("≥", 500))
    yield row("closing a class of 1,000", found["close"], "s", Goal("≤", 10))
