"""Lists of people at a province's size: a unit with 8,000 people, and names searched among 200,000."""

from collections.abc import Iterator
from statistics import median

from benchmarks.harness.bench import Bench
from benchmarks.harness.http import get
from benchmarks.harness.rows import Goal, Row, row

RUNS, REQUESTS = 5, 8


def measure(bench: Bench) -> Iterator[Row]:
    if bench.installation.queue is None:  # the figure of the start stops it
        bench.installation.start_queue()
    crowd = bench.installation.ask("benchmarks.inside.crowd")
    for name, title, goal in (
        ("unit", "unit page, 8,000 people", Goal("≤", 150)),
        ("unit_last", "unit page, its last page", Goal("≤", 150)),
        ("search", "search page, 200,000 people", None),
    ):
        requests = [get(crowd["pages"][name], crowd["session"])] * REQUESTS
        bench.product.measure(requests)
        spent = [bench.product.measure(requests).cpu_ms for _ in range(RUNS)]
        yield row(title, median(spent), "CPU ms", goal, spread=(min(spent), max(spent)))
        yield row(f"{title}, statements", crowd["sql"][name], "SQL")
    for text, quickest in crowd["search"].items():
        yield row(f"search “{text}” of 200,000", quickest, "ms", Goal("≤", 50), note="count and first page")
