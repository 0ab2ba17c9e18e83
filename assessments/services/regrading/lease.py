"""Who works on a regrade: compare-and-set on its row, so a message delivered twice has its effects once."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Regrade
from common import leases
from common.leases import LEASE, Watch

MAX_TRIES = 3
State = Regrade.State


class Lease(leases.Lease[Regrade]):
    """The right to work on one regrade, kept by writing to its row with each step."""

    def set(self, **values: object) -> None:
        """Write to the row if the lease still is ours; who works goes on with the same row."""
        super().set(**values)
        for name, value in values.items():
            setattr(self.row, name, value)

    def begin(self, left: int) -> None:
        """Say how much there is, before the first step."""
        self.set(total=self.row.done + left, leased_until=self.watch() + LEASE)

    def went_on(self, last: int, done: int, counts: Mapping[str, int]) -> None:
        """One step more is in the database, in the same transaction; work that went on is no failed try."""
        until = self.watch() + LEASE
        self.set(cursor=last, done=self.row.done + done, counts=dict(counts), leased_until=until, tries=0)

    def finish(self, state: str, **values: object) -> None:
        """The end of the work."""
        self.set(state=state, finished_at=self.watch(), **values)
        self.set(lease=None, leased_until=None, tries=0)


def claim(pk: int, watch: Watch) -> Lease | None:
    """Take the regrade if it waits or its worker is gone; None if there is nothing to do here."""
    at, token = watch(), uuid.uuid4()
    free = waiting(at).filter(pk=pk)
    spent = free.filter(tries__gte=MAX_TRIES)
    if spent.update(state=State.FAILED, lease=None, leased_until=None, finished_at=at, failure=_spent()):
        return None
    if not free.update(lease=token, leased_until=at + LEASE, tries=F("tries") + 1, failure=""):
        return None
    return Lease(Regrade.objects.select_related("question", "quiz", "under").get(pk=pk), token, watch)


def waiting(at: datetime) -> QuerySet[Regrade]:
    """Regrades that wait for a worker, or whose worker has not been heard of."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    return Regrade.objects.filter(free, state__in=Regrade.WORKING)


def _spent() -> str:
    said = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Chạy tiếp.")
    return str(said % {"times": MAX_TRIES})
