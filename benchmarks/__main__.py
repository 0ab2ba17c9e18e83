"""`python -m benchmarks`: measure, print the table, write bench.json (BENCH=lesson,quiz PROFILE=production)."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import FIGURES
from benchmarks.harness import table
from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Row
from lms.supervisor.config import ROOT

PROFILES = ("embedded", "production")


def main() -> int:
    wanted = [name for name in os.environ.get("BENCH", "").split(",") if name]
    profile = os.environ.get("PROFILE") or "embedded"
    if unknown := [name for name in wanted if name not in FIGURES]:
        print(f"BENCH={','.join(unknown)}: of {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    if profile not in PROFILES:
        print(f"PROFILE={profile}: one of {', '.join(PROFILES)}", file=sys.stderr)
        return 2
    # Leave nobody behind: `finally` below stops them all.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    bench = Bench(profile)
    try:
        rows = list(_measured(bench, wanted or list(FIGURES)))
    finally:
        bench.close()
    print(f"\n{table.text(rows)}\n")
    target = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench.json"
    table.write(rows, target)
    print(target)
    return 0


def _measured(bench: Bench, names: list[str]) -> Iterator[Row]:
    begun = time.monotonic()
    _say(begun, "preparing an installation with demonstration data")
    bench.prepare()
    for name in names:
        _say(begun, name)
        yield from FIGURES[name](bench)
    _say(begun, "done")


def _say(begun: float, what: str) -> None:
    print(f"[{time.monotonic() - begun:5.1f} s] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
