"""Issuing: a class end to end, and from a recorded completion to a file that can be downloaded."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any

from benchmarks.harness.bench import Bench
from benchmarks.harness.installation import Installation, end
from benchmarks.harness.rows import Goal, Row, row
from lms.supervisor import children
from lms.supervisor.config import ROOT

PEOPLE, PASSES, WHOLE = int(os.environ.get("ISSUED", "1000")), 20, 10_000


def measure(bench: Bench) -> Iterator[Row]:
    found = _ask(bench, "class", PEOPLE)
    scale = WHOLE / PEOPLE
    yield row(
        "10,000 issued end to end, two processes", found["wall"] * scale, "s", Goal("≤", 300),
        note=f"measured with {PEOPLE}; {found['cpu'] * scale:.0f} CPU s; rows, signed files, print file and zip",
    )  # fmt: skip
    yield row(
        "issued in a class, queries", found["queries"], "a certificate", Goal("≤", 3),
        note="the worker's own are counted; 1.1 are added for the drawing processes, by reading their code",
    )  # fmt: skip
    yield row(
        "issued in a class, memory of the worker", found["peak_mb"], "MB at most",
        note=f"print file of {PEOPLE}: {found['print_mb']:.0f} MB",
    )  # fmt: skip
    worker = _worker(bench.installation)
    try:
        seconds = sorted(_ask(bench, "passes", PASSES)["seconds"])
    finally:
        end(worker)
    yield row(
        "from recorded completion to downloadable, p95", seconds[int(0.95 * PASSES) - 1], "s", Goal("≤", 3),
        note=f"idle embedded worker; half within {seconds[PASSES // 2]:.2f} s, longest {seconds[-1]:.2f}; "
        "from the commit of event and progress, so grading the test is not in it; the worker may have drawn before",
    )  # fmt: skip


def _ask(bench: Bench, what: str, people: int) -> dict[str, Any]:
    return dict(bench.installation.ask("benchmarks.inside.issuing", what, str(people)))


def _worker(installation: Installation) -> "subprocess.Popen[bytes]":
    spec = children.worker(installation.config)
    environ = {
        **installation.serving("lms.settings.dev"),
        **spec.env,
        **installation.serving("lms.settings.dev"),
    }
    return subprocess.Popen(
        spec.argv, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
