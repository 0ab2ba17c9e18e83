"""Lets go of workbooks with identity numbers that nobody had recorded within a month; what they said stays."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from courses.models import PastClass, PastRow
from courses.models.past import WORKING, PastState

KEPT = timedelta(days=30)  # as with rosters


def forget_past_files(*, at: datetime) -> int:
    """Delete them, with the hashes of numbers that waited to become people."""
    stale = PastClass.objects.filter(uploaded_at__lt=at - KEPT).exclude(file="").exclude(state__in=WORKING)
    for past in stale:
        past.file.delete(save=False)
        past.state, past.reason = PastState.CANCELLED, _("Tệp đã được xóa sau một tháng chưa ghi nhận.")
        past.save(update_fields=["file", "state", "reason"])
    _forget_hashes()
    return len(stale)


def _forget_hashes() -> None:
    """Nobody will be added from rows of a class that was let go."""
    rows = PastRow.objects.filter(past_class__state=PastState.CANCELLED, status=PastRow.Status.UNKNOWN)
    waiting = list(rows.exclude(data__id_hash=""))
    for row in waiting:
        row.data = row.data | {"id_hash": ""}
    PastRow.objects.bulk_update(waiting, ["data"], batch_size=500)
