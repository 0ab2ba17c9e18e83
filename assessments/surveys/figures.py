"""What reports ask of surveys: how satisfied people were, and which units have asked them online."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from assessments.models import Survey, SurveyResponse
from assessments.models.survey import SMALLEST_GROUP
from assessments.surveys.folding import Fold
from assessments.surveys.items import Item
from common.clock import local_day

ONLINE = ("web", "qr", "kiosk")


@dataclass(frozen=True)
class Satisfaction:
    """`percent` of the `n` who rated were satisfied; `mean` of 1 to 5."""

    n: int
    percent: float
    mean: float


def satisfaction(
    *, since: date, until: date, kind: str = "", course_id: int | None = None, units: Collection[int] | None = None
) -> Satisfaction | None:  # fmt: skip
    """Over all surveys of a kind, both days included; None while fewer than ten rated.

    A learner's answer stands on the first of its month: begin with the first of a month.
    """
    rows = _of_period(since, until).select_related("version__survey")
    rows = rows.filter(version__survey__kind=kind) if kind else rows
    rows = rows.filter(course=course_id) if course_id else rows
    fold = Fold()
    items: dict[int, dict[str, Item]] = {}
    for row in (rows if units is None else rows.filter(unit__in=units)).iterator(chunk_size=2000):
        asked = items.setdefault(row.version_id, {item["id"]: item for item in row.version.items})
        fold.add(row.answers, asked, row.version.survey.satisfied_from)
    if fold.rated < SMALLEST_GROUP:
        return None
    return Satisfaction(
        fold.rated, round(100 * fold.satisfied / fold.rated, 1), round(fold.ratings / fold.rated, 2)
    )


def units_that_surveyed(
    *, since: date, cutoff: datetime | None = None, least: int = SMALLEST_GROUP
) -> dict[int, date]:
    """Units (as they were) whose people were asked online, with the day of the answer that made it enough.

    Plan 202, II.2.c. With a cutoff only days that were over by then count, and a form voided later still does: the
    figure of a day stays what it was.
    """
    rows = _of_period(since, date.max, cutoff).filter(
        version__survey__kind=Survey.Kind.COMMUNE, channel__in=ONLINE, unit__isnull=False
    )
    if cutoff:
        rows = rows.filter(answered_on__lt=local_day(cutoff))
    days = (
        rows.values_list("unit_id", "answered_on").annotate(n=Count("pk")).order_by("answered_on", "unit_id")
    )
    sums: Counter[int] = Counter()
    found: dict[int, date] = {}
    for unit, day, n in days:
        sums[unit] += n
        if sums[unit] >= least:
            found.setdefault(unit, day)
    return found


def _of_period(since: date, until: date, cutoff: datetime | None = None) -> QuerySet[SurveyResponse]:
    standing = Q(void__isnull=True) | (Q(void__voided_at__gt=cutoff) if cutoff else Q(pk__in=[]))
    return SurveyResponse.objects.filter(standing, answered_on__gte=since, answered_on__lte=until)
