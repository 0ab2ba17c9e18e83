"""One piece of work on a past class from claim to end (common.leases); refusals become a sentence on its row."""

import logging
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from common import nudges
from common.errors import DomainError
from common.leases import LEASE, MAX_ATTEMPTS, Lease, LeaseLost, Watch
from courses.models import PastClass
from courses.models.past import WORKING, PastState
from courses.resources.past_classes.checking import check
from courses.services.past.steps import record_in_steps, undo_in_steps

log = logging.getLogger(__name__)
AT_ONCE = 10


def run(pk: int, watch: Watch) -> bool:
    """Do what the class waits for, unless somebody else does; True if it was worked on."""
    lease = claim(pk, watch)
    if lease is None:
        return False
    try:
        _work(lease)
    except DomainError as refusal:
        _fail(lease, str(refusal))
    except LeaseLost:
        log.info("past class %s belongs to another worker now", pk)
    except BaseException:
        lease.give_back()
        raise
    return True


def send_waiting(watch: Watch) -> int:
    """Nudge a worker for each that waits or lost its worker; a message too many does no harm."""
    found = list(_open(watch()).order_by("uploaded_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        nudges.send("past_class_waits", pk)
    return len(found)


def claim(pk: int, watch: Watch) -> Lease[PastClass] | None:
    """Compare and set: a message delivered twice has its effects once."""
    at, token = watch(), uuid.uuid4()
    with transaction.atomic():
        past = _open(at).filter(pk=pk).first()
        if past is None:
            return None
        if past.attempts >= MAX_ATTEMPTS:
            reason = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Thử lại.")
            _open(at).filter(pk=pk).update(
                state=PastState.FAILED, reason=reason % {"times": MAX_ATTEMPTS}, finished_at=at
            )
            return None
        state = PastState.APPLYING if past.state == PastState.QUEUED else past.state
        values = {"state": state, "lease": token, "leased_until": at + LEASE, "reason": ""}
        if not _open(at).filter(pk=pk).update(**values, attempts=F("attempts") + 1):
            return None
    past.refresh_from_db()
    return Lease(past, token, watch)


def _open(at: datetime) -> QuerySet[PastClass]:
    return PastClass.objects.filter(Q(leased_until=None) | Q(leased_until__lt=at), state__in=WORKING)


def _work(lease: Lease[PastClass]) -> None:
    if lease.row.state == PastState.READING:
        check(lease.row, lease)
    elif lease.row.state == PastState.UNDOING:
        undo_in_steps(lease)
    else:
        record_in_steps(lease)


def _fail(lease: Lease[PastClass], reason: str) -> None:
    try:
        lease.finish(PastState.FAILED, reason=reason[:400])
    except LeaseLost:
        log.info("past class %s failed here, but belongs to another worker now", lease.row.pk)
