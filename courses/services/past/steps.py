"""Recording and undoing a past class in committed steps: a worker that is killed leaves whole steps behind."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from common import nudges
from common.leases import Lease
from courses.models import PastClass, PastRow
from courses.models.past import TAKES, PastState
from courses.services.past.handing_over import hand_over
from courses.services.past.recording import record_rows
from courses.services.past.undoing import require_free, retract_rows
from people.services import audit

STEP = 500


def record_in_steps(lease: Lease[PastClass]) -> None:
    """Whatever is taken and has no fact yet; then the file with its identity numbers goes."""
    past = lease.row
    waiting = _waiting(past)
    total = waiting.count()
    last = 0
    while rows := list(waiting.filter(pk__gt=last).order_by("pk")[:STEP]):
        last = rows[-1].pk
        with transaction.atomic():
            lease.step("write", past.done, total)
            record_rows(past, rows, at=lease.watch())
            past.done += len(rows)
    with transaction.atomic():
        at = lease.watch()
        totals = _totals(past)
        stored, storage = past.file.name, past.file.storage
        lease.finish(PastState.APPLIED, applied_at=at, totals=totals, file="", done=total, total=total)
        _log("past_class_recorded", past, at, totals["recorded"])
        nudges.send("people_changed")
        if stored:
            transaction.on_commit(lambda: storage.delete(stored))


def undo_in_steps(lease: Lease[PastClass]) -> None:
    """Every fact of the class is retracted, and told anew where another file of the class told it too."""
    past = lease.row
    require_free(past)
    facts = past.rows.filter(event__isnull=False).select_related("event")
    total, last, done = facts.count(), 0, 0
    while rows := list(facts.filter(pk__gt=last).order_by("pk")[:STEP]):
        last, done = rows[-1].pk, done + len(rows)
        with transaction.atomic():
            lease.step("undo", done, total)
            retract_rows(past, rows, at=lease.watch())
            for other in hand_over(past, rows, at=lease.watch()):
                PastClass.objects.filter(pk=other.pk).update(totals=_totals(other))
    with transaction.atomic():
        at = lease.watch()
        lease.finish(PastState.UNDONE, undone_at=at)
        _log("past_class_undone", past, at, total)


def _waiting(past: PastClass) -> QuerySet[PastRow]:
    statuses = [*TAKES, PastRow.Status.UNKNOWN] if past.adds_people else TAKES
    return past.rows.filter(status__in=statuses, event__isnull=True)


def _totals(past: PastClass) -> dict[str, int]:
    counts = Counter(past.rows.order_by().values_list("status", flat=True))
    recorded = past.rows.filter(event__isnull=False).count()
    return {
        "rows": sum(counts.values()), **{str(one): counts[one] for one in PastRow.Status}, "recorded": recorded
    }  # fmt: skip


def _log(action: str, past: PastClass, at: datetime, count: int) -> None:
    by = past.undone_by if past.state == PastState.UNDONE else past.asked_by
    audit.record(
        action, kind=audit.Kind.CHANGE, by=by, at=at, unit=past.lead_unit, count=count,
        detail={"class": past.title, "day": past.ends_on.isoformat()},
    )  # fmt: skip
