"""One piece of work on a past class from claim to end (common.leases); refusals become a sentence on its row."""

from datetime import datetime

from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from common import nudges
from common.leases import MAX_ATTEMPTS, Lease, Watch, carry, take, waiting
from courses.models import PastClass
from courses.models.past import WORKING, PastState
from courses.resources.past_classes.checking import check
from courses.services.past.steps import record_in_steps, undo_in_steps

AT_ONCE = 10
_BEGINS = Case(When(state=PastState.QUEUED, then=Value(PastState.APPLYING)), default=F("state"))


def run(pk: int, watch: Watch) -> bool:
    """Do what the class waits for, unless somebody else does; True if it was worked on."""
    lease = claim(pk, watch)
    if lease is None:
        return False
    return carry(lease, _work, lambda held, reason: held.finish(PastState.FAILED, reason=reason))


def send_waiting(watch: Watch) -> int:
    """Nudge a worker for each that waits or lost its worker; a message too many does no harm."""
    found = list(_open(watch()).order_by("uploaded_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        nudges.send("past_class_waits", pk)
    return len(found)


def claim(pk: int, watch: Watch) -> Lease[PastClass] | None:
    """Compare and set: a message delivered twice has its effects once."""
    reason = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Thử lại.")
    gives_up = {"state": PastState.FAILED, "reason": reason % {"times": MAX_ATTEMPTS}}
    return take(_open(watch()), pk, watch, begins=_BEGINS, gives_up=gives_up)


def _open(at: datetime) -> QuerySet[PastClass]:
    return waiting(PastClass, WORKING, at)


def _work(lease: Lease[PastClass]) -> None:
    if lease.row.state == PastState.READING:
        check(lease.row, lease)
    elif lease.row.state == PastState.UNDOING:
        undo_in_steps(lease)
    else:
        record_in_steps(lease)
