"""Raw reports of players are sensitive and only needed for a while: their union stays, they go."""

from datetime import datetime, timedelta

from django.conf import settings

from courses.models import SpanReport

SLICE = 5_000


def expire_reports(*, at: datetime) -> int:
    """Delete reports older than TELEMETRY_DAYS; returns how many.

    From the table's beginning, a slice at a time: reports come in the order of their numbers, and one write lock for
    a day's worth of them would keep players waiting.
    """
    deleted = 0
    before = at - timedelta(days=settings.TELEMETRY_DAYS)
    while old := _oldest(before):
        deleted += SpanReport.objects.filter(pk__in=old).delete()[0]
    return deleted


def _oldest(before: datetime) -> list[int]:
    first = SpanReport.objects.order_by("pk").values_list("pk", "received_at")[:SLICE]
    return [pk for pk, received in first if received < before]
