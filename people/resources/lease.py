"""Who works on a roster (common.leases); one roster at a time changes people."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from common.leases import MAX_ATTEMPTS, Lease, Watch, take, waiting
from people.models import Roster
from people.models.roster import WORKING, WRITING

State = Roster.State
_LOCK = 20_203  # beside people.services.staff_codes


def claim(pk: int, watch: Watch) -> Lease[Roster] | None:
    """Take the roster if it waits or its worker is gone; None if there is nothing to do here, or not yet."""
    with transaction.atomic():
        one_at_a_time()
        roster = open_rosters(watch()).filter(pk=pk).first()
        if roster is None or (roster.state != State.READING and others_at_work(pk)):
            return None
        begins = State.APPLYING if roster.state == State.QUEUED else roster.state
        return take(open_rosters(watch()), pk, watch, begins=begins, gives_up=_gives_up(roster))


def open_rosters(at: datetime) -> QuerySet[Roster]:
    """Rosters that wait for a worker, or whose worker has not been heard of."""
    return waiting(Roster, WORKING, at)


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


def _gives_up(roster: Roster) -> dict[str, object]:
    reason = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Thử lại.")
    said = reason % {"times": MAX_ATTEMPTS}
    return {"state": State.FAILED, "reason": said, "done": written_rows(roster)}
