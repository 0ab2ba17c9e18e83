"""The first picture of a film at 400 kbit/s and 400 ms, after the tap."""

from collections.abc import Iterator

from benchmarks.harness.bench import Bench
from benchmarks.harness.first_frame import first_frame
from benchmarks.harness.rows import Goal, Row, row


def measure(bench: Bench) -> Iterator[Row]:
    pages, session = bench.survey["pages"], bench.survey["sessions"][1]
    asked = (
        ("tutorial", pages["tutorial"], "a[data-play][href$='240.mp4']", ""),
        ("lesson", pages["lesson"], "a[data-quality='240p']", session),
    )
    for title, path, link, who in asked:
        seen = first_frame(bench.product.port, path, link, who)
        yield row(
            f"{title}, first picture of 240p", seen and seen[0], "s", Goal("≤", 2.5),
            spread=seen and (seen[1][0], seen[1][1]),
            note="400 kbit/s, 400 ms, from the tap" if seen else "no browser here",
        )  # fmt: skip
