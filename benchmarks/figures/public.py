"""W2: what villagers open without an account, drawn anew and from the cache."""

from collections.abc import Iterator

from benchmarks.harness.bench import BARE, Bench
from benchmarks.harness.compare import alternate
from benchmarks.harness.first_view import browser_of, first_view
from benchmarks.harness.http import get
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.harness.slow_phone import visits

UNCACHED, CACHED = 96, 480
KB = 1000


def measure(bench: Bench) -> Iterator[Row]:
    for name, title in (("home", "/"), ("tutorial", "tutorial")):
        path = bench.survey["pages"][name]
        yield from _drawn(bench, title, path)
        yield row(f"{title}, statements", bench.survey["sql"][name], "SQL")
        yield from _cached(bench, title, path)
        seen = first_view(bench.product.port, path)
        yield row(
            f"{title}, first view", seen and seen.total / KB, "KB on the wire", Goal("≤", 50),
            note=seen.largest if seen else "no browser here",
        )  # fmt: skip
        yield from _slow(title, f"http://127.0.0.1:{bench.product.port}{path}")


def _slow(title: str, address: str) -> Iterator[Row]:
    """At 400 kbit/s and 400 ms on a processor four times slower, with an empty cache and again."""
    with browser_of() as browser:
        if browser is None:
            yield row(f"{title}, slow phone", None, "s", note="no browser here")
            return
        first, again = visits(browser, address)
    yield row(f"{title}, slow phone, largest paint", first.lcp, "s", Goal("≤", 2.5))
    yield row(f"{title}, slow phone, layout shift", first.shift, "", Goal("≤", 0.001))
    yield row(f"{title}, seen again", again.bytes / KB, "KB on the wire", Goal("≤", 15), note=again.largest)
    yield row(f"{title}, others asked", len(first.strangers | again.strangers), "hosts", Goal("≤", 0))


def _drawn(bench: Bench, title: str, path: str) -> Iterator[Row]:
    """A query string goes past the cache of public pages (content/public_cache.py)."""
    page, bare_page = get(f"{path}?khong-nho=1"), get(bench.bare_page["path"])
    product, bare = bench.product, bench.server(BARE)
    compared = alternate(
        lambda: product.measure([page] * UNCACHED), lambda: bare.measure([bare_page] * UNCACHED)
    )
    yield compared.cpu_row(
        f"{title}, drawn anew", Goal("≤", 0.7, "ratio"), "bare Wagtail page, no middleware"
    )
    yield compared.p95_row(f"{title}, drawn anew, p95")


def _cached(bench: Bench, title: str, path: str) -> Iterator[Row]:
    """The goal is a share of the control's rate: 0.8 of it, so at most 1.25 times its processor time."""
    product, bare, page = bench.product, bench.server(BARE), get(path)
    fixed = get(f"/fixed/{len(product.ask(page).body)}/")
    compared = alternate(lambda: product.measure([page] * CACHED), lambda: bare.measure([fixed] * CACHED))
    share = 1 / compared.ratio
    measured = compared.cpu_row(f"{title}, from the cache", None, "bare Django view, same bytes")
    yield row(
        measured.name, measured.value, measured.unit, Goal("≥", 0.8, "ratio"), control=measured.control,
        ratio=share, spread=measured.spread, control_name=measured.control_name,
        note="ratio: the control's CPU time ÷ ours",
    )  # fmt: skip
