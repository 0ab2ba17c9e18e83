"""Deeds for many people as their maker sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from people.models import Account, Person
from people.queries.people import PersonLine, for_list, lines_of
from people.queries.tree import UnitTree
from reports.models import BulkDeed, BulkLine

Line = BulkLine.State


@dataclass(frozen=True)
class Named:
    """A line with the person as the desk shows people."""

    line: BulkLine
    person: PersonLine


def deeds_of(account: Account) -> QuerySet[BulkDeed]:
    """One's own; nobody else's lists are told."""
    return BulkDeed.objects.filter(asked_by=account).select_related("course", "asked_by__person")


def counts_of(deed: BulkDeed) -> dict[str, int]:
    """How many lines stand in each state."""
    rows = deed.lines.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    return dict.fromkeys(Line.values, 0) | dict(rows)


def reasons_of(deed: BulkDeed, states: Sequence[str]) -> list[tuple[str, int]]:
    """Why people were left out or passed over, the most frequent first."""
    rows = deed.lines.filter(state__in=states).order_by().values("why").annotate(n=Count("pk"))
    return [(row["why"], row["n"]) for row in rows.order_by("-n", "why")]


def named(lines: Sequence[BulkLine], tree: UnitTree, day: date) -> list[Named]:
    """A page of lines with names, posts and units of the day."""
    keys = [line.person_id for line in lines]
    people = list(for_list(Person.objects.filter(pk__in=keys), day))
    shown = {one.person.pk: one for one in lines_of(people, tree, day)}
    return [Named(line, shown[line.person_id]) for line in lines]
