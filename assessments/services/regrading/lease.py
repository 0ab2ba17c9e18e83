"""Who works on a regrade: compare-and-set on its row, so a message delivered twice has its effects once."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Regrade

LEASE = timedelta(seconds=60)
MAX_TRIES = 3
State = Regrade.State
Watch = Callable[[], datetime]


class LeaseLost(Exception):
    """Somebody else works on it now, or it was given up."""


class Lease:
    """The right to work on one regrade, kept by writing to its row with each step."""

    def __init__(self, regrade: Regrade, token: uuid.UUID, watch: Watch) -> None:
        self.regrade, self.token, self.watch = regrade, token, watch

    def set(self, **values: object) -> None:
        """Write to the row if the lease still is ours."""
        if not Regrade.objects.filter(pk=self.regrade.pk, lease=self.token).update(**values):
            raise LeaseLost(self.regrade.pk)
        for name, value in values.items():
            setattr(self.regrade, name, value)

    def begin(self, left: int) -> None:
        """Say how much there is, before the first step."""
        self.set(total=self.regrade.done + left, leased_until=self.watch() + LEASE)

    def step(self, last: int, done: int, counts: Mapping[str, int]) -> None:
        """One step more is in the database, in the same transaction; work that went on is no failed try."""
        until = self.watch() + LEASE
        self.set(cursor=last, done=self.regrade.done + done, counts=dict(counts), leased_until=until, tries=0)

    def finish(self, state: str, **values: object) -> None:
        """The end of the work."""
        self.set(state=state, finished_at=self.watch(), **values)
        self.set(lease=None, leased_until=None, tries=0)

    def give_back(self) -> None:
        """After a mishap: the timetable sends it again, until the tries are spent."""
        past = self.watch() - timedelta(seconds=1)
        Regrade.objects.filter(pk=self.regrade.pk, lease=self.token).update(lease=None, leased_until=past)


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
