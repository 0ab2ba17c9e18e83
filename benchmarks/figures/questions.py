"""Issue 5: two thousand GIFT questions into a bank."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.questions")
    for what, name in (("read", "read alone"), ("import", "imported"), ("again", "imported once more")):
        spent = found[what]
        goal = Goal("≤", 10) if what == "import" else None
        yield row(f"2,000 GIFT questions {name}", spent["wall"], "s", goal, note=f"{spent['cpu']:.1f} CPU s")
