"""How many villagers were shown what, where and when: heads as helpers counted them, labelled evidence and no more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from courses.models import HelpSession
from people.models import Account
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import visible_unit_ids


@dataclass(frozen=True)
class Taught:
    """Sums of a span; `villagers` counts heads a session: somebody who came twice counts twice."""

    sessions: int
    villagers: int
    minutes: int


@dataclass(frozen=True)
class MonthLine:
    """One ấp in one month."""

    hamlet: str
    month: date
    taught: Taught


_SUMS: dict[str, Any] = {"sessions": Count("pk"), "heads": Sum("villagers"), "time": Sum("minutes")}


def standing_help(units: set[int] | None) -> QuerySet[HelpSession]:
    """What was not voided, in these units; None means everywhere."""
    rows = HelpSession.objects.filter(void__isnull=True)
    return rows if units is None else rows.filter(hamlet__in=units)


def villagers_taught(*, units: set[int] | None, since: date, until: date) -> Taught:
    """The sums between two days (half open): evidence by helpers' own count, never persons."""
    rows = standing_help(units).filter(held_on__gte=since, held_on__lt=until)
    found = rows.aggregate(**_SUMS)
    return Taught(found["sessions"], found["heads"] or 0, found["time"] or 0)


def by_hamlet_and_month(
    *, units: set[int] | None, since: date, until: date, tree: UnitTree
) -> list[MonthLine]:
    """The newest month first, then in Vietnamese order; one query."""
    rows = standing_help(units).filter(held_on__gte=since, held_on__lt=until).order_by()
    sums: Any = rows.annotate(month=TruncMonth("held_on")).values("hamlet", "month").annotate(**_SUMS)
    lines = sorted(sums, key=lambda row: (-row["month"].toordinal(), tree.units[row["hamlet"]].sort_key))
    return [
        MonthLine(
            tree.units[row["hamlet"]].full_name, row["month"], Taught(row["sessions"], row["heads"], row["time"])
        )
        for row in lines
    ]  # fmt: skip


def may_void(account: Account, session: HelpSession, day: date) -> bool:
    """Whoever recorded it, or who keeps the records of that unit."""
    if session.recorded_by_id == account.pk:
        return True
    units = visible_unit_ids(account, day, right=Right.CHANGE_PEOPLE)
    return units is None or session.hamlet_id in units
