"""Raw reports of players are sensitive and only needed for a while: their union stays, they go."""

from datetime import datetime, timedelta

from courses.models import SpanReport

KEPT = timedelta(days=90)


def expire_reports(*, at: datetime) -> int:
    """Delete reports older than 90 days; returns how many."""
    deleted, _by_model = SpanReport.objects.filter(received_at__lt=at - KEPT).delete()
    return deleted
