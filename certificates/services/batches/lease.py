"""Who works on a batch (common.leases)."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from certificates.models import CertificateBatch
from common import leases
from common.leases import MAX_ATTEMPTS, Watch, take, waiting

State = CertificateBatch.State


class Lease(leases.Lease[CertificateBatch]):
    """The right to work on one batch."""

    def say(self, stage: str, done: int, total: int, **values: object) -> None:
        """Work that went on is no failed attempt."""
        went_on = {"attempts": 1} if self._said[0] and (stage, done) != self._said else {}
        super().say(stage, done, total, **went_on, **values)


def claim(pk: int, watch: Watch) -> Lease | None:
    """Take the batch if it waits or its worker is gone; None if there is nothing to do here."""
    gives_up = {"state": State.FAILED, "reason": _spent()}
    taken = take(open_batches(watch()), pk, watch, begins=State.RUNNING, gives_up=gives_up)
    return Lease(taken.row, taken.token, watch) if taken else None


def open_batches(at: datetime) -> QuerySet[CertificateBatch]:
    """Batches that wait for a worker, or whose worker has not been heard of."""
    return waiting(CertificateBatch, CertificateBatch.OPEN, at)


def _spent() -> str:
    said = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Làm lại.")
    return str(said % {"times": MAX_ATTEMPTS})
