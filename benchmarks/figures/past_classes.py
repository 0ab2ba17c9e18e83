"""A past class of ten thousand rows: how long its forecast and its recording take."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.past_classes")
    note = f"{found['rows']:.0f} rows, {found['new']:.0f} of them known"
    yield row("past class of 10,000 rows, forecast", found["forecast"], "s", Goal("≤", 10), note=note)
    yield row("past class of 10,000 rows, recorded", found["record"], "s")
    yield row("past class of 10,000 rows, undone", found["undo"], "s")
