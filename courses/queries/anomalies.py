"""The desk's list of reports that could not be counted: whose, of which lesson, how often, and whether looked at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from courses.models import WatchAnomaly
from people.models import Person
from people.queries.search import people_named

OPEN = Q(reviewed_at__isnull=True) | Q(last_at__gt=F("reviewed_at"))


class Shelf(StrEnum):
    """The tabs; the empty one is where the page opens."""

    OPEN = ""
    REVIEWED = "da-xem-xet"


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed by."""

    shelf: Shelf = Shelf.OPEN
    search: str = ""
    kind: str = ""


def anomalies_of(people: QuerySet[Person]) -> QuerySet[WatchAnomaly]:
    """Those of these people, and of records that were merged into theirs."""
    mine = Q(learner__in=people) | Q(learner__merged_into__in=people)
    return WatchAnomaly.objects.filter(mine).select_related(
        "learner__merged_into", "activity", "reviewed_by__person"
    )


def narrowed(found: QuerySet[WatchAnomaly], asked: Asked) -> QuerySet[WatchAnomaly]:
    """Newest first."""
    found = found.filter(OPEN) if asked.shelf is Shelf.OPEN else found.exclude(OPEN)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.search:
        named = people_named(Person.objects.all(), asked.search).values("pk")
        found = found.filter(Q(learner__in=named) | Q(learner__merged_into__in=named))
    return found.order_by("-last_at", "-pk")


def counts(found: QuerySet[WatchAnomaly]) -> dict[str, Any]:
    """How many lines stand on each tab."""
    return found.order_by().aggregate(open=Count("pk", filter=OPEN), all=Count("pk"))


def learner_of(anomaly: WatchAnomaly) -> Person:
    """Whose it is now: a merged record's belongs to its survivor."""
    return anomaly.learner.merged_into or anomaly.learner
