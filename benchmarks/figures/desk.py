"""The HR desk over the demonstration's 3,000 people, beside one SQL aggregate of the same figure by unit."""

from collections.abc import Iterator

from benchmarks.harness.bench import BARE, Bench
from benchmarks.harness.compare import alternate
from benchmarks.harness.http import get
from benchmarks.harness.rows import Row, row

REQUESTS = 8


def measure(bench: Bench) -> Iterator[Row]:
    desk = get(bench.survey["pages"]["desk"], bench.survey["desk"])
    aggregate = get(f"/aggregate/{bench.survey['course']}/")
    product, bare = bench.product, bench.server(BARE)
    compared = alternate(
        lambda: product.measure([desk] * REQUESTS), lambda: bare.measure([aggregate] * REQUESTS), runs=5
    )
    yield compared.cpu_row(
        "HR desk", None, "one SQL aggregate by unit",
        note="the page computes the figure for every month of the year, the map and the lists beside it",
    )  # fmt: skip
    yield compared.p95_row("HR desk, p95")
    yield row("HR desk, statements", bench.survey["sql"]["desk"], "SQL")
