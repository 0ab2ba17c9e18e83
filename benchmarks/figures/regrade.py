"""Issue 5: fifty thousand attempts of ten questions previewed and graded again in the background."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row

ATTEMPTS = 50_000


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.regrade", str(ATTEMPTS))
    preview, applied, counts = found["preview"], found["applied"], found["counts"]
    yield row(
        f"regrade, {ATTEMPTS:,} attempts: preview and all changed", preview["wall"] + applied["wall"], "s",
        Goal("≤", 60),
        note=f"preview {preview['wall']:.1f}, applied {applied['wall']:.1f}; "
        f"{preview['cpu'] + applied['cpu']:.1f} CPU s; {counts.get('passes', 0):,} pass anew, "
        f"{counts.get('withdrawn', 0):,} passes withdrawn",
    )  # fmt: skip
