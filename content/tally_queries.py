"""Sums of what villagers said and did at tutorials."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from content.models import TutorialTally

Kind = TutorialTally.Kind
SHOWN = 20  # tutorials on a commune's page in the studio


@dataclass(frozen=True)
class Line:
    """One tutorial, or one commune."""

    name: str
    understood: int
    unclear: int
    did_now: int
    viewed: int = 0


def by_tutorial() -> list[Line]:
    """Everybody's presses, the least clear first; one query."""
    lines = _lines(TutorialTally.objects.exclude(kind=Kind.VIEWED), "activity__title")
    return sorted(lines, key=lambda line: (-line.unclear, line.name))


def by_commune(units: set[int] | None) -> list[Line]:
    """Only those who said where they live; `units` limits it, None means everywhere; one query."""
    rows = TutorialTally.objects.filter(unit__isnull=False)
    rows = rows if units is None else rows.filter(unit__in=units)
    return _lines(rows.order_by("unit__sort_key"), "unit__full_name")


def of_commune(unit_id: int | None) -> list[Line]:
    """What was opened and pressed for one commune, the most viewed first; one query."""
    rows = _lines(TutorialTally.objects.filter(unit=unit_id, unit__isnull=False), "activity__title")
    return sorted(rows, key=lambda line: (-line.viewed, line.name))[:SHOWN]


def _lines(rows: QuerySet[TutorialTally], name: str) -> list[Line]:
    sums: dict[str, Any] = {kind.name.lower(): Sum("number", filter=Q(kind=kind), default=0) for kind in Kind}
    return [
        Line(row[name], row["understood"], row["unclear"], row["did_now"], row["viewed"])
        for row in rows.values(name).annotate(**sums)
    ]
