"""Two files of one class are one fact; when the file that has it is undone, the other one's word stands."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from courses.models import PastClass, PastRow
from courses.models.past import PastState
from courses.services.past.recording import record_rows

Status = PastRow.Status


def hand_over(past: PastClass, rows: Sequence[PastRow], *, at: datetime) -> list[PastClass]:
    """Call inside the transaction that retracted the rows; returns the classes that have facts now."""
    same = PastRow.objects.filter(
        past_class__course=past.course_id, past_class__ends_on=past.ends_on, past_class__state=PastState.APPLIED,
        status=Status.KNOWN, event=None, person__in=[row.person_id for row in rows],
    ).exclude(past_class=past)  # fmt: skip
    waiting: dict[PastClass, list[PastRow]] = defaultdict(list)
    for row in same.select_related("past_class__course").order_by("past_class", "pk"):
        row.status = Status.NEW  # known once more where another file was quicker
        waiting[row.past_class].append(row)
    for other, own in waiting.items():
        record_rows(other, own, at=at)
    return list(waiting)
