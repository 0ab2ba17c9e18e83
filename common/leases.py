"""The right to work on one row of a queue: compare-and-set, so a message delivered twice has its effects once.

The row's model has `state, lease, leased_until, attempts, stage, done, total, finished_at`.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Model

LEASE = timedelta(seconds=60)
BEAT = timedelta(seconds=1)
MAX_ATTEMPTS = 3
Watch = Callable[[], datetime]
M = TypeVar("M", bound=Model)


class LeaseLost(Exception):
    """Somebody else works on the row now, or it was stopped."""


class Lease(Generic[M]):
    """Kept by writing to the row at least every LEASE."""

    def __init__(self, row: M, token: uuid.UUID, watch: Watch) -> None:
        self.row, self.token, self.watch = row, token, watch
        self._said: tuple[str, int] = ("", -1)
        self._beaten = watch()

    def say(self, stage: str, done: int, total: int, **values: object) -> None:
        """Show how far the work is; at most once a second."""
        if stage != self._said[0] or self.watch() - self._beaten >= BEAT:
            self._show(stage, done, total, values)

    def step(self, stage: str, done: int, total: int) -> None:
        """Say what is about to be written, in the same transaction; work that went on is no failed attempt."""
        self._show(stage, done, total, {"attempts": 0})

    def _show(self, stage: str, done: int, total: int, values: Mapping[str, object]) -> None:
        at = self.watch()
        self._said, self._beaten = (stage, done), at
        self.set(stage=stage, done=done, total=total, leased_until=at + LEASE, **values)

    def set(self, **values: object) -> None:
        """Write to the row if the lease still is ours."""
        if not self._mine().update(**values):
            raise LeaseLost(self.row.pk)

    def finish(self, state: str, **values: object) -> None:
        """The end of the work; `leased_until` empty says that nothing is begun any more."""
        self.set(
            state=state,
            lease=None,
            leased_until=None,
            attempts=0,
            stage="",
            finished_at=self.watch(),
            **values,
        )
        self.row.refresh_from_db()

    def give_back(self) -> None:
        """After a mishap: the timetable sends it again, until the attempts are spent."""
        self._mine().update(lease=None, leased_until=self.watch() - BEAT)

    def _mine(self) -> Any:
        return type(self.row)._default_manager.filter(pk=self.row.pk, lease=self.token)
