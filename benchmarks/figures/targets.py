"""W5: the figures of a whole province kept ready, beside one SQL aggregate (PEOPLE=200000 COURSES=20)."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.http import get
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.inside.big_province import PEOPLE, TARGET


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.targets")
    size, bare = f"{PEOPLE:,} people", found["aggregate"]
    yield row(f"figures of {size}, today", found["today"], "ms", Goal("≤", 50), control=bare,
              ratio=found["today"] / bare, control_name="SQL aggregate by unit",
              note=f"{found['spans']:,} spans, {found['steps']:,} steps")  # fmt: skip
    yield row("figures of a past day", found["past"], "ms", Goal("≤", 2000))
    yield row("twelve days of a curve", found["curve"], "ms")
    yield row("all breakdowns of a figure", found["split"], "ms")
    for name, key in (
        ("where people learnt, today", "then"),
        ("where people learnt, a past day", "past_then"),
        ("a past day as recorded by its end", "known_then"),
        ("… where people learnt", "learnt_known_then"),
        ("today as recorded until 30 days ago", "known_before"),
    ):
        yield row(name, found[key], "ms", Goal("≤", 2000))
    yield row("the same past day from the whole record, nothing kept", found["record"], "ms")
    yield row("one completion, every total that it touches", found["one"], "ms", Goal("≤", 50))
    yield row("one post, each total", found["moved"] / found["kept"], "ms", Goal("≤", 50),
              note=f"{found['moved']:.0f} ms for {found['kept']} targets")  # fmt: skip
    for name, spent in found["list"].items():
        yield row(f"names behind a cell, {name}", spent, "CPU ms", Goal("≤", 150))
    yield row("whole target counted", found["counted"] / 1000, "s", Goal("≤", 300))
    yield row("whole target checked", found["checked"] / 1000, "s", Goal("≤", 300))
    yield row("drift", found["drift"], "", Goal("≤", 0))
    desk = get(f"/nhan-su/?chi-tieu={TARGET}", bench.survey["desk"])
    bench.product.measure([desk])
    yield row(f"HR desk, {size}", bench.product.measure([desk] * 8).cpu_ms, "CPU ms", Goal("≤", 300))
    yield from _files(bench)
    yield from _acted_upon(bench)


def _files(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.target_export")
    control = f"COPY of {found['bare_rows']:,} rows"
    for form in ("csv", "xlsx"):
        made = found[form]
        yield row(f"file of {made['rows']:,.0f} people, {form}", made["seconds"], "CPU s", Goal("≤", 6, "ratio"),
                  control=found["bare"], ratio=made["seconds"] / found["bare"], control_name=control,
                  note=f"with COPY's workers, uncounted: {made['seconds'] / found['bare_leader']:.1f} ×")  # fmt: skip
        yield row(f"… memory more, {form}", made["mb"], "MB", Goal("≤", 100))


def _acted_upon(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.report_cycle")
    yield row("who is to be told today", found["chased"], "s", note=f"{found['people']:,} people")
    yield row(f"report cycle opened for {found['units']} units", found["opened"], "s")
    yield row("form of one unit, filled in", 1000 * found["form"], "ms")
    yield row("cycle frozen", found["frozen"], "s", note=f"{found['rows']:,} rows")
    yield row("run proved byte for byte", found["proved"], "s")
    yield row("consolidated report as DOCX", found["written"], "s", note=f"{found['kb']:.0f} KB")
