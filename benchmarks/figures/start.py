"""W8: a second start to its first page, the demonstration's load, and the memory of the tree at rest."""

import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.harness import cpu
from benchmarks.harness.bench import Bench
from benchmarks.harness.http import Connection, get
from benchmarks.harness.installation import end, wait_until
from benchmarks.harness.rows import Goal, Row, row
from lms.supervisor.config import ROOT

STARTS = 3
REST = 8  # seconds after the last page
VISITS = 5


def measure(bench: Bench) -> Iterator[Row]:
    installation = bench.installation
    yield _prepared(bench, "demo", "demonstration data", Goal("≤", 60))
    yield _prepared(bench, "migrate", "first start: database")
    yield _prepared(bench, "static", "first start: static files")
    if installation.production:
        return
    survey = bench.survey  # while the queue still runs
    bench.stop_servers()
    installation.stop_queue()
    seconds, memory = [], (0.0, 0.0)
    for number in range(STARTS):
        begun = time.monotonic()
        tree = _supervisor(bench)
        wait_until(lambda: _answers(bench), 60, "the second start")
        seconds.append(time.monotonic() - begun)
        if number == STARTS - 1:
            memory = _at_rest(bench, tree, list(survey["pages"].values()))
        end(tree, 20)
    yield row(
        "second start to the first page",
        median(seconds),
        "s",
        Goal("≤", 5),
        spread=(min(seconds), max(seconds)),
    )
    yield row(
        "memory of the tree at rest, as ps adds", memory[0], "MB", Goal("≤", 250),
        note="queue, supervisor, guard, web, worker; pages that processes share are counted in each",
    )  # fmt: skip
    yield row("memory of the tree at rest, shared once", memory[1], "MB", note="PSS")


def _prepared(bench: Bench, part: str, name: str, goal: Goal | None = None) -> Row:
    """By the clock; on a shared machine the processor's own seconds say more."""
    installation = bench.installation
    return row(
        name, installation.timings[part], "s", goal, note=f"{installation.cpu[part]:.1f} s of processor time"
    )


def _supervisor(bench: Bench) -> "subprocess.Popen[bytes]":
    log = (bench.installation.folder / "supervisor.log").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", "lms.supervisor"],
        cwd=ROOT,
        env=bench.installation.environ,
        stdout=log,
        stderr=log,
    )


def _answers(bench: Bench) -> bool:
    return _visit(bench, "/") == 200


def _visit(bench: Bench, path: str, session: str = "") -> int:
    connection = Connection(bench.installation.port)
    try:
        return connection.ask(get(path, session)).status
    except OSError:
        return 0
    finally:
        connection.close()


def _at_rest(bench: Bench, tree: "subprocess.Popen[bytes]", pages: list[str]) -> tuple[float, float]:
    """After every kind of page was opened a few times and the worker has started."""
    for number in range(VISITS):
        for path in pages:
            session = bench.survey["desk"] if path == "/nhan-su/" else bench.survey["sessions"][number]
            _visit(bench, path, session)
    time.sleep(REST)
    pids = cpu.tree(tree.pid)
    return cpu.resident_mb(pids), cpu.proportional_mb(pids)
