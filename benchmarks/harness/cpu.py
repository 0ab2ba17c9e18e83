"""Processor time and memory of processes, from /proc."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def seconds(pids: Iterable[int]) -> float:
    """User and system time spent so far by these processes, in seconds; one that has ended counts nothing."""
    return sum(_ticks(pid) for pid in pids) / TICK


def tree(root: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (fields := _stat(int(entry.name))):
            below.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += below.get(pid, [])
    return found


def resident_mb(pids: Iterable[int]) -> float:
    """Memory as `ps` adds it up: a page that two processes share is counted twice."""
    return sum(_status_kb(pid, "VmRSS:") for pid in pids) / 1024


def proportional_mb(pids: Iterable[int]) -> float:
    """Memory with shared pages counted once."""
    return sum(_rollup_kb(pid) for pid in pids) / 1024


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _status_kb(pid: int, name: str) -> int:
    return _named(Path(f"/proc/{pid}/status"), name)


def _rollup_kb(pid: int) -> int:
    return _named(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _named(path: Path, name: str) -> int:
    try:
        lines = path.read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
