"""Lists that were chosen for a deed and never used."""

from datetime import datetime, timedelta

from reports.models import BulkDeed, JobState

KEPT = timedelta(days=7)


def forget_drafts(*, at: datetime) -> int:
    """Nothing was done with them."""
    old = BulkDeed.objects.filter(state__in=(JobState.DRAFT, JobState.PREVIEW), asked_at__lt=at - KEPT)
    return old.delete()[1].get("reports.BulkDeed", 0)
