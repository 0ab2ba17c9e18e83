"""Taking a job, doing it, giving it back: the same for deeds and for files (common.leases)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from common import nudges
from common.errors import Conflict
from common.leases import MAX_ATTEMPTS, Lease, Watch, carry, take, waiting
from reports.models import OPEN, BulkDeed, ExportFile, Job, JobState

J = TypeVar("J", bound=Job)
AT_ONCE = 5
TOPICS: dict[type[Job], str] = {BulkDeed: "bulk_deed_waits", ExportFile: "export_waits"}


def run(model: type[J], pk: int, watch: Watch, work: Callable[[Lease[J]], None]) -> bool:
    """Do it, unless somebody else does; True if it was worked on."""
    lease = claim(model, pk, watch)
    if lease is None:
        return False
    return carry(lease, work, lambda held, reason: held.finish(JobState.FAILED, reason=reason))


def claim(model: type[J], pk: int, watch: Watch) -> Lease[J] | None:
    """Take it if it waits or its worker is gone; None if there is nothing to do here."""
    gives_up = {"state": JobState.FAILED, "reason": _spent()}
    return take(waiting(model, OPEN, watch()), pk, watch, begins=JobState.RUNNING, gives_up=gives_up)


def send_waiting(model: type[Job], watch: Watch) -> int:
    """Nudge a worker for each that waits or has lost its own; a message too many does no harm."""
    found = list(waiting(model, OPEN, watch()).order_by("asked_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        nudges.send(TOPICS[model], pk)
    return len(found)


def stop(job: Job, *, at: datetime) -> None:
    """What is done stays done; nothing more is begun."""
    rows: Any = type(job)._default_manager.filter(pk=job.pk, state__in=OPEN)
    if not rows.update(state=JobState.CANCELLED, lease=None, leased_until=None, finished_at=at):
        raise Conflict(_("Việc này đã xong hoặc đã dừng."))


def again(job: Job) -> None:
    """From where it stopped."""
    rows: Any = type(job)._default_manager.filter(pk=job.pk, state__in=(JobState.FAILED, JobState.CANCELLED))
    if not rows.update(state=JobState.WAITING, attempts=0, reason="", finished_at=None, leased_until=None):
        raise Conflict(_("Việc này đang chạy hoặc đã xong."))
    nudges.send(TOPICS[type(job)], job.pk)


def _spent() -> str:
    said = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên, rồi bấm Làm tiếp.")
    return str(said % {"times": MAX_ATTEMPTS})
