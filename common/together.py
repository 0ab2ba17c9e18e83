"""Work that arrives together in one process is written in one transaction: one commit for many reports.

SQLite lets one writer in at a time and makes the others poll for milliseconds. Here the threads of a process line up
at a lock instead; whoever holds it does what has gathered meanwhile, and nobody is answered before the commit.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")


class _Entry(Generic[J, R]):
    """One job in the line and what became of it."""

    def __init__(self, job: J) -> None:
        self.job, self.done = job, False
        self.result: R | None = None


class Together(Generic[J, R]):
    """The line of one process; `work` does a list of jobs in a transaction of its own, each or none."""

    def __init__(self, work: Callable[[Sequence[J]], Sequence[R | None]]) -> None:
        self._work = work
        self._lock = Lock()
        self._waiting: deque[_Entry[J, R]] = deque()

    def run(self, job: J) -> R | None:
        """Returns after the commit that holds the job; None when it was not done, or the commit failed."""
        entry: _Entry[J, R] = _Entry(job)
        self._waiting.append(entry)
        with self._lock:
            if not entry.done:
                self._lead()
        return entry.result

    def _lead(self) -> None:
        entries = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            results = self._work([entry.job for entry in entries])
            for entry, result in zip(entries, results, strict=True):
                entry.result = result
        finally:
            for entry in entries:
                entry.done = True
