"""A tree of 6,000 units from one sheet, beside a bare reading of that sheet, and what the tree costs a page."""

from collections.abc import Iterator
from statistics import median

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.units", str(bench.installation.folder))
    ours, bare = zip(*found["pairs"], strict=True)
    yield row(
        f"{found['units']:,} units loaded from a sheet", median(ours), "CPU s", Goal("≤", 5),
        control=median(bare), ratio=median(a / b for a, b in found["pairs"]), spread=(min(ours), max(ours)),
        control_name="the same sheet read by calamine, nothing done with it",
        note="processor time of the loading process; on PostgreSQL the server's own comes on top",
    )  # fmt: skip
    yield row(
        "tree of units, known by its stamp", found["knowing"], "CPU ms", Goal("≤", 1),
        control=median(found["reading"]), ratio=found["knowing"] / median(found["reading"]),
        control_name="the tree read anew, as every page did before",
    )  # fmt: skip
