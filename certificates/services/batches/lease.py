"""Who works on a batch: compare-and-set on its row, so a message delivered twice has its effects once."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from certificates.models import CertificateBatch

LEASE = timedelta(seconds=60)
BEAT = timedelta(seconds=1)
MAX_ATTEMPTS = 3
State = CertificateBatch.State
Watch = Callable[[], datetime]


class LeaseLost(Exception):
    """Somebody else works on the batch now, or it was stopped."""


class Lease:
    """The right to work on one batch, kept by writing to its row at least every LEASE."""

    def __init__(self, batch: CertificateBatch, token: uuid.UUID, watch: Watch) -> None:
        self.batch, self.token, self.watch = batch, token, watch
        self._said: tuple[str, int] = ("", -1)
        self._beaten = watch()

    def say(self, stage: str, done: int, total: int) -> None:
        """Show how far the work is; at most once a second. Work that went on is no failed attempt."""
        at = self.watch()
        if stage == self._said[0] and at - self._beaten < BEAT:
            return
        went_on = {"attempts": 1} if self._said[0] and (stage, done) != self._said else {}
        self._said, self._beaten = (stage, done), at
        self.set(stage=stage, done=done, total=total, leased_until=at + LEASE, **went_on)

    def set(self, **values: object) -> None:
        """Write to the row if the lease still is ours."""
        if not CertificateBatch.objects.filter(pk=self.batch.pk, lease=self.token).update(**values):
            raise LeaseLost(self.batch.pk)

    def finish(self, state: str, **values: object) -> None:
        """The end of the work."""
        self.set(
            state=state,
            lease=None,
            leased_until=None,
            attempts=0,
            stage="",
            finished_at=self.watch(),
            **values,
        )
        self.batch.refresh_from_db()

    def give_back(self) -> None:
        """After a mishap: the timetable sends it again, until the attempts are spent."""
        CertificateBatch.objects.filter(pk=self.batch.pk, lease=self.token).update(
            lease=None, leased_until=self.watch() - BEAT
        )


def claim(pk: int, watch: Watch) -> Lease | None:
    """Take the batch if it waits or its worker is gone; None if there is nothing to do here."""
    at, token = watch(), uuid.uuid4()
    if (
        open_batches(at)
        .filter(pk=pk, attempts__gte=MAX_ATTEMPTS)
        .update(state=State.FAILED, lease=None, leased_until=None, finished_at=at, reason=_spent())
    ):
        return None
    taken = (
        open_batches(at)
        .filter(pk=pk)
        .update(
            state=State.RUNNING, lease=token, leased_until=at + LEASE, attempts=F("attempts") + 1, reason=""
        )
    )
    return Lease(CertificateBatch.objects.get(pk=pk), token, watch) if taken else None


def open_batches(at: datetime) -> QuerySet[CertificateBatch]:
    """Batches that wait for a worker, or whose worker has not been heard of."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    return CertificateBatch.objects.filter(free, state__in=CertificateBatch.OPEN)


def _spent() -> str:
    said = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Làm lại.")
    return str(said % {"times": MAX_ATTEMPTS})
