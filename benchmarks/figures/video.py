"""The ladder's processor time beside one bare ffmpeg, its sizes and loudness, and lessons while a film is converted."""

import threading
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.inside.video import SECONDS, SOURCES

SMALLEST = {"slides": Goal("≤", 0.9), "natural": Goal("≤", 1.5)}
REQUESTS, RUNS = 128, 5
PAUSE = 2.0  # seconds between two runs: learners who never pause would be the larger half of what is measured


def measure(bench: Bench) -> Iterator[Row]:
    found: dict[str, dict[str, Any]] = {}
    yield _lessons(bench, lambda: found.update(natural=_convert(bench, "natural")))
    bench.stop_servers()
    found["slides"] = _convert(bench, "slides")
    for name in SOURCES:
        yield from _film(name, found[name])


def _convert(bench: Bench, name: str) -> dict[str, Any]:
    return dict(bench.installation.ask("benchmarks.inside.video", name, str(bench.installation.folder)))


def _film(name: str, found: dict[str, Any]) -> Iterator[Row]:
    bare = found["bare"]
    for way, words in (
        ("together", "whole ladder"),
        ("early", "whole ladder, shown before the rest is made"),
    ):
        yield row(
            f"{name}, {words}", found[way] / SECONDS * 60, "CPU s a minute", Goal("≤", 1.05, "ratio"),
            control=bare / SECONDS * 60, ratio=found[way] / bare,
            control_name="one bare ffmpeg, the same encodes",
        )  # fmt: skip
    yield row(
        f"{name}, memory apart from ffmpeg",
        found["memory"],
        "MB",
        Goal("≤", 150),
        note="converter and look inside",
    )
    for rung, size in found["megabytes"].items():
        yield row(
            f"{name}, {rung}", size, "MB a minute", SMALLEST[name] if rung == "240p" else None,
            note=f"VMAF {found['vmaf'][rung]:.1f}" if found["vmaf"][rung] else "no VMAF here",
        )  # fmt: skip
    yield row(
        f"{name}, loudspeaker", abs(found["lufs"] + 14), "LU from −14", Goal("≤", 1),
        note=f"{found['lufs']} LUFS, {found['peak']} dBTP",
    )  # fmt: skip


def _lessons(bench: Bench, convert: Callable[[], None]) -> Row:
    """The same requests at rest and while a film is converted in the background."""
    lesson = [bench.lesson_request(number % 64) for number in range(REQUESTS)]
    bench.product.measure(lesson)
    idle = [bench.product.measure(lesson).p95_ms for _run in range(RUNS)]
    work = threading.Thread(target=convert)
    work.start()
    busy: list[float] = []
    while work.is_alive():
        busy.append(bench.product.measure(lesson).p95_ms)
        work.join(PAUSE)
    return row(
        "lesson p95 while a film is converted", median(busy), "ms, 8 clients", Goal("≤", 2, "ratio"),
        control=median(idle), ratio=median(busy) / median(idle), spread=(min(busy), max(busy)), control_name="at rest",
    )  # fmt: skip
