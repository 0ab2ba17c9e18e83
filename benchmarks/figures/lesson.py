"""W1: a lesson as its learner sees it, beside a bare Wagtail page."""

import uuid
from collections.abc import Iterator

from benchmarks.harness.bench import BARE, Bench
from benchmarks.harness.compare import alternate
from benchmarks.harness.first_view import first_view
from benchmarks.harness.http import get, post_json, unpacked
from benchmarks.harness.load import load
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.inside.survey import TOKEN

REQUESTS = 128
KB = 1000


def measure(bench: Bench) -> Iterator[Row]:
    product = bench.product
    load(product.port, [_watched(bench, learner) for learner in range(64)])  # so that the bar shows something
    lesson = [bench.lesson_request(number % 64) for number in range(REQUESTS)]
    bare_path = bench.bare_page["path"]
    bare = bench.server(BARE)
    compared = alternate(lambda: product.measure(lesson), lambda: bare.measure([get(bare_path)] * REQUESTS))
    yield compared.cpu_row(
        "lesson, signed in", Goal("≤", 0.8, "ratio"), "bare Wagtail page, no middleware",
        note=f"64 sessions, own progress on the page; the control does {bench.bare_page['sql']} SQL",
    )  # fmt: skip
    yield compared.rate_row("lesson, rate")
    yield compared.p95_row("lesson, p95", Goal("≤", 60))
    yield row(
        "lesson, statements",
        bench.survey["sql"]["lesson"],
        "SQL",
        Goal("≤", 6),
        control=bench.bare_page["sql"],
    )
    answer = product.ask(lesson[0])
    yield row(
        "lesson, HTML", len(answer.body) / KB, "KB on the wire", Goal("≤", 12),
        note=f"{len(unpacked(answer)) / KB:.1f} KB of text before packing",
    )  # fmt: skip
    seen = first_view(product.port, bench.survey["pages"]["lesson"], bench.survey["sessions"][1])
    yield row(
        "lesson, first view", seen and seen.total / KB, "KB on the wire", Goal("≤", 60),
        note=seen.largest if seen else "no browser here",
    )  # fmt: skip


def _watched(bench: Bench, learner: int) -> bytes:
    """Three short pieces late in the film; the heartbeats' figure begins at its start."""
    told = {"uuid": str(uuid.uuid4()), "spans": [[40, 40.5], [45, 45.5], [50, 50.5]], "position": 50.5}
    path = f"{bench.survey['pages']['lesson']}da-xem/"
    return post_json(path, told, bench.survey["sessions"][learner], TOKEN)
