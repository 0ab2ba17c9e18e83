"""Work that arrives together in one process is written in one transaction: one commit for many reports.

SQLite lets one writer in at a time and makes the others poll for milliseconds. Here the threads of a process line up
at a lock instead; whoever holds it does what has gathered meanwhile, and nobody is answered before the commit.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import transaction

T = TypeVar("T")


class _Job(Generic[T]):
    """A piece of work and what became of it."""

    def __init__(self, work: Callable[[], T | None]) -> None:
        self.work, self.done = work, False
        self.result: T | None = None


class Together:
    """The line of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[_Job] = deque()  # type: ignore[type-arg]

    def run(self, work: Callable[[], T | None]) -> T | None:
        """Do the work inside a transaction; returns after its commit, None when that failed."""
        job = _Job(work)
        self._waiting.append(job)
        with self._lock:
            if not job.done:
                self._lead()
        return job.result

    def _lead(self) -> None:
        jobs = [self._waiting.popleft() for _ in range(len(self._waiting))]
        results = []
        try:
            with transaction.atomic():
                results = [job.work() for job in jobs]
        finally:
            for number, job in enumerate(jobs):
                job.done = True
                job.result = results[number] if len(results) == len(jobs) else None
