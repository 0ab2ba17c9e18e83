"""Counts how films are watched from the players' reports, before these expire; nobody's name is kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from common.clock import local_day, start_of_day
from courses.models import ActivityVersion, SpanReport, ViewingCount
from courses.viewing import SITTING, Counts, Played

Films = list[tuple[datetime, str, float]]  # from when, which film, how long (seconds)


def count_viewing(*, at: datetime) -> int:
    """Bring the counts of every lesson with new reports up to date; returns how many lessons. May be repeated at will."""
    reported = SpanReport.objects.filter(accepted=True).values("activity").order_by()
    newest = dict(reported.values_list("activity").annotate(newest=Max("received_at")))
    counted = dict(
        ViewingCount.objects.filter(activity__in=newest)
        .values_list("activity")
        .annotate(last=Max("counted_at"))
    )
    stale = [
        activity for activity, last in newest.items() if activity not in counted or counted[activity] <= last
    ]
    for activity in stale:
        _count_lesson(activity, counted.get(activity), at)
    return len(stale)


@transaction.atomic
def _count_lesson(activity: int, counted_at: datetime | None, at: datetime) -> None:
    """Write the days anew that may have changed since the last count; earlier reports tell what was seen before."""
    reports = SpanReport.objects.filter(activity=activity, accepted=True, received_at__lt=at)
    since = counted_at - SITTING if counted_at else reports.aggregate(first=Min("received_at"))["first"]
    if since is None:
        return
    first = local_day(since)
    watching_now = reports.filter(received_at__gte=start_of_day(first)).values("enrolment")
    rows = (
        reports.filter(enrolment__in=watching_now)
        .order_by("enrolment", "received_at")
        .values_list("enrolment", "received_at", "spans")
    )
    fresh = [
        ViewingCount(
            activity_id=activity, film=film, day=day, stretch=place, viewers=count.viewers,
            replays=round(count.replays, 3), stops=count.stops, counted_at=at,
        )
        for film, counts in _folded(rows.iterator(chunk_size=2000), _films(activity)).items()
        for (day, place), count in counts.found.items()
        if day >= first
    ]  # fmt: skip
    ViewingCount.objects.filter(activity=activity, day__gte=first).delete()
    ViewingCount.objects.bulk_create(fresh, batch_size=500)


def _folded(rows: Iterable[Any], films: Films) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for _enrolment, own in groupby(rows, key=itemgetter(0)):
        for film, duration, reports in _by_film(own, films):
            found.setdefault(film, Counts(duration)).add(reports)
    return found


def _by_film(rows: Iterable[Any], films: Films) -> Iterator[tuple[str, float, list[Played]]]:
    """One learner's reports, apart for each film that the lesson has had."""
    apart: dict[str, tuple[float, list[Played]]] = {}
    for _enrolment, at, spans in rows:
        film, duration = _film_at(films, at)
        if duration > 0:
            played = Played(at, local_day(at), [(float(start), float(end)) for start, end in spans])
            apart.setdefault(film, (duration, []))[1].append(played)
    for film, (duration, reports) in apart.items():
        yield film, duration, reports


def _films(activity: int) -> Films:
    versions = ActivityVersion.objects.filter(activity=activity).order_by("number")
    return [
        (published, media.get("video", ""), float(media.get("duration") or 0))
        for published, media in versions.values_list("published_at", "media")
    ]


def _film_at(films: Films, at: datetime) -> tuple[str, float]:
    """What the lesson showed at that moment; of one film, its latest length, so that all its counts fit together."""
    shown = [film for published, film, _duration in films if published <= at] or [
        film for _p, film, _d in films[:1]
    ]
    return next(
        ((film, duration) for _p, film, duration in reversed(films) if shown and film == shown[-1]), ("", 0.0)
    )
