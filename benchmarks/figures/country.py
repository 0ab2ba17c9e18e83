"""A tenth of the country in one database, partitioned by province (PEOPLE=300000); see docs/scaling.md."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.country")
    size = f"{found['people']:,} people, {found['communes']} communes, {found['provinces']} provinces"
    yield row("people counted, each in one province", found["counted_people"], "", note=size)
    yield row("slowest province, today", 1000 * found["today"], "ms", Goal("≤", 300))
    yield row("slowest province, a past day", 1000 * found["past"], "ms", Goal("≤", 2000))
    yield row("… where people learnt", 1000 * found["then"], "ms", Goal("≤", 2000))
    yield row("one person counted again", 1000 * found["one"], "ms", note="all targets looked at")
    yield row("all targets counted", found["counted"], "s", note=f"slowest {found['slowest_count']:.0f} s")
    yield row("all targets checked", found["checked"], "s")
    yield row("spans and steps", found["spans"] + found["steps"], "rows",
              note=f"{found['spans']:,} and {found['steps']:,}")  # fmt: skip
    yield row("whole database", found["mb"], "MB")
    yield row("memory of the process that counts", found["memory"], "MB")
