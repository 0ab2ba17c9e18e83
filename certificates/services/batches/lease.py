"""Who works on a batch (common.leases)."""

import uuid
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from certificates.models import CertificateBatch
from common import leases
from common.leases import LEASE, MAX_ATTEMPTS, Watch

State = CertificateBatch.State


class Lease(leases.Lease[CertificateBatch]):
    """The right to work on one batch."""

    def say(self, stage: str, done: int, total: int, **values: object) -> None:
        """Work that went on is no failed attempt."""
        went_on = {"attempts": 1} if self._said[0] and (stage, done) != self._said else {}
        super().say(stage, done, total, **went_on, **values)


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
