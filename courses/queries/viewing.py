"""How a film is watched, for those who made it: counts and shares, never persons, never of fewer than five."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, F, Min, Q, Sum

from common.clock import local_day
from courses.models import Activity, ActivityProgress, FilmAnswer, ViewingCount, WatchedSpans

FEWEST = 5  # below that a curve would show persons


@dataclass(frozen=True)
class Stretch:
    """One part of the film in the whole period."""

    viewers: int
    replays: float
    stops: int


@dataclass(frozen=True)
class Headline:
    """Of those who began in the period; `seconds` is how much of the film they have seen on average."""

    viewers: int
    seconds: float
    completed: int


def stretches_of(
    activities: Sequence[Activity], film: str, number: int, since: datetime | None
) -> list[Stretch]:
    """The `number` parts of the film in their order, summed over these lessons since that moment's day."""
    rows = ViewingCount.objects.filter(activity__in=activities, film=film, stretch__lt=number)
    if since:
        rows = rows.filter(day__gte=local_day(since))
    found = {
        stretch: Stretch(viewers, replays, stops)
        for stretch, viewers, replays, stops in rows.values_list("stretch")
        .annotate(Sum("viewers"), Sum("replays"), Sum("stops"))
        .order_by("stretch")
    }
    return [found.get(place, Stretch(0, 0.0, 0)) for place in range(number)]


def headline_of(activities: Sequence[Activity], film: str, since: datetime | None) -> Headline:
    """Merged records count once, with the one that goes on."""
    rows = WatchedSpans.objects.filter(
        activity__in=activities, film=film, seconds__gt=0, enrolment__learner__merged_into__isnull=True
    )
    rows = rows.filter(opened_at__gte=since) if since else rows
    done = ActivityProgress.objects.filter(activity__in=activities, enrolment__watched__in=rows)
    done = done.filter(enrolment__watched__activity=F("activity")).distinct()
    told = rows.aggregate(viewers=Count("pk"), seconds=Avg("seconds"))
    return Headline(told["viewers"], told["seconds"] or 0.0, done.count())


def first_answers(activities: Sequence[Activity], since: datetime | None) -> dict[str, tuple[int, int]]:
    """Of each question, how many answered it and how many of them rightly at the first try."""
    rows = FilmAnswer.objects.filter(activity__in=activities, enrolment__learner__merged_into__isnull=True)
    rows = rows.filter(answered_at__gte=since) if since else rows
    firsts = rows.values("enrolment", "question").annotate(first=Min("pk")).values("first")
    told = (
        FilmAnswer.objects.filter(pk__in=firsts)
        .values_list("question")
        .annotate(answered=Count("pk"), rightly=Count("pk", filter=Q(right=True)))
    )
    return {str(question): (answered, right) for question, answered, right in told}
