"""Takes the facts of a past class out of the count, one step a transaction; nothing is deleted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid5

from courses.models import LearningEvent, PastClass, PastRow
from courses.models.record import EventKind, EventSource
from courses.services.in_use import require_unused
from courses.services.record_many import append_events


def require_free(past: PastClass) -> None:
    """Refuse while a certificate or another record of a higher app rests on what was written."""
    require_unused(
        PastRow.objects.filter(past_class=past, event__isnull=False).values_list("event", flat=True)
    )


def retract_rows(past: PastClass, rows: Sequence[PastRow], *, at: datetime) -> None:
    """Call inside a transaction; a second time changes nothing."""
    events = [row.event for row in rows if row.event]
    append_events([_retraction(past, event, at) for event in events])


def _retraction(past: PastClass, event: LearningEvent, at: datetime) -> LearningEvent:
    return LearningEvent(
        uuid=uuid5(event.uuid, EventKind.RETRACTED), enrolment_id=event.enrolment_id, kind=EventKind.RETRACTED,
        occurred_at=at, recorded_at=at, recorded_by=past.undone_by, source=EventSource.REPAIR, corrects=event,
        evidence={"reason": f"Hoàn tác lớp trước đây: {past.title}"},
    )  # fmt: skip
