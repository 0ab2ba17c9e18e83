"""Raw reports of players are sensitive and only needed for a while: their union stays, they go."""

from datetime import datetime, timedelta

from courses.models import SpanReport

KEPT = timedelta(days=90)
SLICE = 5_000


def expire_reports(*, at: datetime) -> int:
    """Delete reports older than 90 days; returns how many.

    From the table's beginning, a slice at a time: reports come in the order of their numbers, and one write lock for
    a day's worth of them would keep players waiting.
    """
    deleted = 0
    while old := _oldest(at - KEPT):
        deleted += SpanReport.objects.filter(pk__in=old).delete()[0]
    return deleted


def _oldest(before: datetime) -> list[int]:
    first = SpanReport.objects.order_by("pk").values_list("pk", "received_at")[:SLICE]
    return [pk for pk, received in first if received < before]
