"""The right to work on one row of a queue: compare-and-set, so a message delivered twice has its effects once.

The row's model is a `common.leased.Leased` with a `state`.
"""

import logging
import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import OperationalError, transaction
from django.db.models import F, Model, Q, QuerySet

from common.errors import DomainError

log = logging.getLogger(__name__)
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


L = TypeVar("L", bound="Lease[Any]")


def waiting(model: type[M], states: Collection[str], at: datetime) -> QuerySet[M]:
    """Rows in one of these states that wait for a worker, or whose worker has not been heard of."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    return model._default_manager.filter(free, state__in=states)


def take(
    free: QuerySet[M], pk: int, watch: Watch, *, begins: object, gives_up: Mapping[str, object]
) -> Lease[M] | None:
    """The lease on one of the free rows; None if another was faster, or it was tried too often.

    `begins` is its state from now on (a value or an expression), `gives_up` what is written after MAX_ATTEMPTS.
    """
    at, token = watch(), uuid.uuid4()
    row = free.filter(pk=pk)
    nobody = {"lease": None, "leased_until": None, "finished_at": at}
    if row.filter(attempts__gte=MAX_ATTEMPTS).update(**nobody, **gives_up):
        return None
    ours = {"lease": token, "leased_until": at + LEASE, "attempts": F("attempts") + 1}
    if not row.update(**ours, state=begins, reason=""):
        return None
    return Lease(free.model._default_manager.get(pk=pk), token, watch)


def carry(lease: L, work: Callable[[L], object], fail: Callable[[L, str], object]) -> bool:
    """Do the work under the lease; True, for it was worked on.

    A refusal becomes a sentence on the row (`fail`), a lost lease is its new holder's, a mishap of disk or database
    comes again, and anything else is raised after the lease was given back.
    """
    try:
        work(lease)
    except DomainError as refusal:
        _fail(lease, str(refusal), fail)
    except LeaseLost:
        log.info("%s was stopped, or belongs to another worker now", _named(lease))
    except (OSError, OperationalError) as error:
        lease.give_back()
        log.warning("%s comes again: %s", _named(lease), error)
    except BaseException:
        lease.give_back()
        raise
    return True


def _fail(lease: L, reason: str, fail: Callable[[L, str], object]) -> None:
    try:
        with transaction.atomic():
            fail(lease, reason[:400])
    except LeaseLost:
        log.info("%s failed here, but belongs to another worker now", _named(lease))


def _named(lease: Lease[Any]) -> str:
    return f"{lease.row._meta.label_lower} {lease.row.pk}"
