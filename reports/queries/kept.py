"""Reads kept figures and sets right in memory what the record has said since: exact at once, and nothing is written.

Counts of a day are the sum of all steps until then. Of people touched since they were counted (few), the kept spans
are taken away and those of the record put in their place.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum, Value

from common.bulk import among
from people.queries.tree import UnitTree
from reports.models import RollUp, Target, TargetSpan, TargetStep, Touched
from reports.models.rollup import Length
from reports.queries.kept_marks import ready_roll_up
from reports.queries.spans import Span, Steps, steps_of
from reports.queries.touched import Owners, fresh_spans, stored_spans

AT_ONCE = 500  # people a page counts itself; for more, it says until when its figures hold
TRIES = 3
Units = dict[date, set[int]]  # on each day the posts' units that are asked for; empty: all
Step = tuple[bool, date, int, str, int]  # of a whole month or year, since when, unit, kind, change
Counts = Counter[tuple[int, str]]  # unit of the post, kind
Places = Counter[tuple[int, str, int | None]]  # the same by where people learnt, where that is asked


@dataclass(frozen=True)
class Kept:
    """A roll-up, the people touched since with their spans of now, and the moment until which all of it holds."""

    roll_up: RollUp
    until: datetime
    touched: frozenset[int] = frozenset()
    fresh: tuple[Span, ...] = ()
    change: Steps = field(default_factory=Steps)

    def counts(self, day: date) -> Counts:
        """How many of each kind stand at each unit on a day: two queries."""
        found: Counts = Counter()
        for rows in (self._over(day, day), self._days([day])):
            for unit, kind, change in rows.values_list("unit", "kind").annotate(Sum("change")):
                found[unit, kind] += change
        for (since, unit, kind), change in self.change.items():
            found[unit, kind] += change * (since <= day)
        return +found

    def places(self, day: date) -> Places:
        """As `counts`, by where those who have completed stood when they did: one query over the day's people."""
        rows = self.spans(day).order_by().values_list("unit", "kind", "learnt_at")
        found: Places = Counter({(*key,): number for *key, number in rows.annotate(Count("pk"))})
        found.update((span.unit, span.kind, span.learnt_at) for span in self.fresh_on(day))
        return found

    def totals(self, days: list[date], units: Units) -> dict[date, Counter[str]]:
        """How many of each kind there are on each of many days; still two queries."""
        possible = set().union(*(units[day] for day in days)) if units else None
        by_unit = any(inside != possible for inside in units.values())  # else the database adds the units up
        steps = self._steps(days, possible, by_unit=by_unit)
        found: dict[date, Counter[str]] = {}
        for day in days:
            found[day], full, inside = Counter(), open_month(day), units[day] if units else None
            for whole, since, unit, kind, change in steps:
                counts = since < full if whole else full <= since <= day
                if counts and (not by_unit or inside is None or unit in inside):
                    found[day][kind] += change
            for (since, unit, kind), change in self.change.items():
                if since <= day and (inside is None or unit in inside):
                    found[day][kind] += change
        return found

    def _steps(self, days: list[date], possible: set[int] | None, *, by_unit: bool) -> list[Step]:
        found: list[Step] = []
        for whole, rows in ((True, self._over(min(days), max(days))), (False, self._days(days))):
            inside = Q() if possible is None else Q(unit__in=among(sorted(possible) or [0]))
            told = rows.filter(inside).values_list("day", "unit" if by_unit else Value(0), "kind")
            found += [(whole, *row) for row in told.annotate(Sum("change"))]
        return found

    def _over(self, first: date, last: date) -> "QuerySet[TargetStep]":
        """The years over by the first day, and the months over by the last that these leave: two ranges of an index."""
        since = open_year(first)
        years = Q(roll_up=self.roll_up, length=Length.YEAR, day__lt=since)
        months = Q(roll_up=self.roll_up, length=Length.MONTH, day__gte=since, day__lt=open_month(last))
        return TargetStep.objects.filter(years | months).order_by()

    def _days(self, days: Iterable[date]) -> "QuerySet[TargetStep]":
        """The days of the months that are not yet over."""
        some = Q(pk__in=[])
        for day in days:
            if open_month(day) <= day:
                some |= Q(day__gte=open_month(day), day__lte=day)
        rows = TargetStep.objects.filter(roll_up=self.roll_up, length=Length.DAY)
        return rows.filter(some).order_by()

    def spans(self, day: date, units: Collection[int] | None = None) -> "QuerySet[TargetSpan]":
        """The rows of a day, without those of the touched."""
        rows = self.rows.filter(self.holding(day))
        return rows if units is None else rows.filter(unit__in=among(list(units) or [0]))

    @property
    def rows(self) -> "QuerySet[TargetSpan]":
        """Of all days and people."""
        return TargetSpan.objects.filter(roll_up=self.roll_up)

    def holding(self, day: date) -> Q:
        """Which of them speak of a day, without those of the touched."""
        here = Q(starts_on__lte=day, ends_on__gt=day)
        return here & ~Q(person__in=among(list(self.touched))) if self.touched else here

    def fresh_on(self, day: date) -> Iterable[Span]:
        """The touched as they stand on a day."""
        return (span for span in self.fresh if span.holds_on(day))


def kept_of(target: Target, tree: UnitTree, at: datetime) -> Kept | None:
    """The target's kept figures; None when it has none that rest on its definition and today's units."""
    for _ in range(TRIES):
        roll_up = ready_roll_up(target, tree)
        if roll_up is None:
            return None
        kept = _set_right(roll_up, at)
        if RollUp.objects.filter(pk=roll_up.pk, version=roll_up.version).exists():
            return kept  # nobody has written between our questions
    return None


def _set_right(roll_up: RollUp, at: datetime) -> Kept:
    rows = list(Touched.objects.order_by("pk").values_list("pk", "person", "enrolment", "at")[: 4 * AT_ONCE])
    if not rows:
        return Kept(roll_up, at)
    people = Owners.of(row[:3] for row in rows).toward(roll_up.target)
    if len(rows) == 4 * AT_ONCE or len(people) > AT_ONCE:
        return Kept(roll_up, min(row[3] for row in rows))
    if not people:
        return Kept(roll_up, at)
    fresh = fresh_spans(roll_up.target, people, at)
    change = steps_of(fresh)
    change.update(steps_of(stored_spans(roll_up, people).values(), -1))
    return Kept(roll_up, at, frozenset(people), tuple(fresh), change)


def open_month(day: date) -> date:
    """The first day of the first month that is not over at the end of `day`."""
    return (day + timedelta(days=1)).replace(day=1)


def open_year(day: date) -> date:
    """The first day of the first year that is not over at the end of `day`."""
    return (day + timedelta(days=1)).replace(month=1, day=1)
