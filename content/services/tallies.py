"""Counts what villagers did at a tutorial. Nobody is known: each press is one more, and nothing else is kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from common.clock import local_day
from content.models import TutorialTally


def count(*, activity_id: int, kind: str, at: datetime, unit_id: int | None = None) -> None:
    """One more on that day."""
    _add(activity_id, kind, unit_id, at, 1)


@transaction.atomic
def say_commune(*, activity_id: int, kind: str, at: datetime, unit_id: int) -> bool:
    """One press counted `at` without a commune is counted at this one instead; the sum of all stays as it was."""
    nowhere = TutorialTally.objects.filter(
        activity=activity_id, kind=kind, unit=None, day=local_day(at), number__gt=0
    )
    if not nowhere.update(number=F("number") - 1):
        return False
    _add(activity_id, kind, unit_id, at, 1)
    return True


def _add(activity_id: int, kind: str, unit_id: int | None, at: datetime, number: int) -> None:
    row, _new = TutorialTally.objects.get_or_create(
        activity_id=activity_id, kind=kind, unit_id=unit_id, day=local_day(at)
    )
    TutorialTally.objects.filter(pk=row.pk).update(number=F("number") + number)


def sweep_views(*, at: datetime) -> int:
    """Let go of sums of views older than VIEWS_KEPT_DAYS; how many rows."""
    before = local_day(at - timedelta(days=settings.VIEWS_KEPT_DAYS))
    old = TutorialTally.objects.filter(kind=TutorialTally.Kind.VIEWED, day__lt=before)
    deleted, _by_kind = old.delete()
    return deleted
