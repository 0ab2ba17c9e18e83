"""Who works on a roster: compare-and-set on its row; one roster at a time changes people."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from people.models import Roster
from people.models.roster import WORKING, WRITING

LEASE = timedelta(seconds=60)
BEAT = timedelta(seconds=1)
MAX_ATTEMPTS = 3
State = Roster.State
Watch = Callable[[], datetime]
_LOCK = 20_203  # beside people.services.staff_codes


class LeaseLost(Exception):
    """Somebody else works on the roster now, or it was cancelled."""


class Lease:
    """The right to work on one roster, kept by writing to its row at least every LEASE."""

    def __init__(self, roster: Roster, token: uuid.UUID, watch: Watch) -> None:
        self.roster, self.token, self.watch = roster, token, watch
        self._stage = ""
        self._beaten = watch()

    def say(self, stage: str, done: int, total: int) -> None:
        """Show how far the work is; at most once a second."""
        at = self.watch()
        if stage == self._stage and at - self._beaten < BEAT:
            return
        self._stage, self._beaten = stage, at
        self.set(stage=stage, done=done, total=total, leased_until=at + LEASE)

    def step(self, stage: str, done: int, total: int) -> None:
        """Say what is about to be written, in the same transaction; work that went on is no failed attempt."""
        at = self.watch()
        self._stage, self._beaten = stage, at
        self.set(stage=stage, done=done, total=total, leased_until=at + LEASE, attempts=0)

    def set(self, **values: object) -> None:
        """Write to the row if the lease still is ours."""
        if not Roster.objects.filter(pk=self.roster.pk, lease=self.token).update(**values):
            raise LeaseLost(self.roster.pk)

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
        self.roster.refresh_from_db()

    def give_back(self) -> None:
        """After a mishap: the timetable sends it again, until the attempts are spent."""
        Roster.objects.filter(pk=self.roster.pk, lease=self.token).update(
            lease=None, leased_until=self.watch() - BEAT
        )


def claim(pk: int, watch: Watch) -> Lease | None:
    """Take the roster if it waits or its worker is gone; None if there is nothing to do here, or not yet."""
    at, token = watch(), uuid.uuid4()
    with transaction.atomic():
        one_at_a_time()
        roster = open_rosters(at).filter(pk=pk).first()
        if roster is None or (roster.state != State.READING and others_at_work(pk)):
            return None
        if roster.attempts >= MAX_ATTEMPTS:
            _give_up(roster, at)
            return None
        state = State.APPLYING if roster.state == State.QUEUED else roster.state
        open_rosters(at).filter(pk=pk).update(
            state=state, lease=token, leased_until=at + LEASE, attempts=F("attempts") + 1, reason=""
        )
        roster.refresh_from_db()
    return Lease(roster, token, watch)


def open_rosters(at: datetime) -> QuerySet[Roster]:
    """Rosters that wait for a worker, or whose worker has not been heard of."""
    return Roster.objects.filter(Q(leased_until=None) | Q(leased_until__lt=at), state__in=WORKING)


def others_at_work(pk: int) -> bool:
    """Whether another roster has begun to change people; one whose worker was killed still has."""
    begun = Roster.objects.filter(state__in=WRITING).exclude(leased_until=None)
    return begun.exclude(pk=pk).exists()


def one_at_a_time() -> None:
    """Two claims at the same moment must not both find nobody at work; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def written_rows(roster: Roster) -> int:
    """How many rows of the file have come to stay."""
    return roster.batches.filter(undone_at=None).aggregate(end=Max("end"))["end"] or 0


def _give_up(roster: Roster, at: datetime) -> None:
    reason = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Thử lại.")
    Roster.objects.filter(pk=roster.pk).update(
        done=written_rows(roster),
        state=State.FAILED,
        reason=reason % {"times": MAX_ATTEMPTS},
        lease=None,
        leased_until=None,
        finished_at=at,
    )
