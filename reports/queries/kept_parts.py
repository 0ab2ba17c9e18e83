"""How many of a kept figure stand in each part of it, added up by the database; and one part's rows as conditions.

What is added up is told as members (nobody in particular), each with a number: the same functions sort them as sort
the record's own.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from reports.models import TargetSpan
from reports.population import Traits, Unknown
from reports.queries.figures import Figures
from reports.queries.kept_figures import KeptFigures, member_of
from reports.queries.spans import Span, standing_of
from reports.queries.traits import unknown_reason
from reports.rules import Member, Standing

AGES = ((0, 29), (30, 39), (40, 49), (50, 59), (60, 150))
UNKNOWN = "khong-ro"
OUTSIDE = (Standing.EXCLUDED.value, *(one.value for one in Unknown))  # kinds of spans
Part = tuple[Member, Traits, int]


def by_post(figures: KeptFigures) -> Iterator[Part]:
    """By everything that the spans themselves say: one query."""
    day = figures.as_of
    begun = _yes(Q(started_on__lte=day))
    late = _yes(Q(due_on__lt=day))
    rows = spans_of(figures).annotate(begun=begun, late=late).order_by()
    told = rows.values_list("unit", "learnt_at", "kind", "category", "reason", "begun", "late")
    for unit, learnt_at, kind, category, reason, started, overdue, number in told.annotate(Count("pk")):
        told_why = unknown_reason(Unknown(kind)) if kind in tuple(Unknown) else reason
        yield Member(
            0, figures.facts.shown(unit, learnt_at), standing_of(kind), None, told_why, category=category,
            started_on=day if started else None, due_on=day - timedelta(days=overdue),
        ), Traits(), number  # fmt: skip
    yield from ((member, traits, 1) for member, traits in fresh_of(figures))


def by_person(figures: KeptFigures) -> Iterator[Part]:
    """By gender and age: one query."""
    rows = spans_of(figures).annotate(band=age_band(figures.as_of)).order_by()
    for kind, gender, band, number in rows.values_list("kind", "gender", "band").annotate(Count("pk")):
        yield Member(0, 0, standing_of(kind)), Traits(gender, _born(band, figures.as_of)), number
    yield from ((member, traits, 1) for member, traits in fresh_of(figures))


def spans_of(figures: KeptFigures) -> QuerySet[TargetSpan]:
    """The rows of everybody in the figure's scope whom nothing has touched."""
    units = None if figures.whole else {unit for unit, _kind, _learnt_at in figures.places}
    return figures.kept.spans(figures.as_of, units)


def fresh_of(figures: KeptFigures) -> list[tuple[Member, Traits]]:
    """The touched in the figure's scope."""
    inside = {unit for unit, _kind, _learnt_at in figures.places}
    spans = [span for span in figures.kept.fresh_on(figures.as_of) if span.unit in inside]
    return [(member_of(span, figures.facts, figures.as_of), fresh_traits(span)) for span in spans]


def fresh_traits(span: Span) -> Traits:
    """Gender and birth as the span says them."""
    return Traits(span.gender, span.born)


def rows_of(way: str, key: str, day: date) -> Q:
    """The spans of one part, for the ways that units do not decide."""
    if way == "gioi":
        return Q(gender="" if key == UNKNOWN else key)
    if way == "tuoi":
        return _of_age(key, day)
    if way == "nhom":
        return Q(category="" if key == UNKNOWN else key)
    if way == "ly-do":
        words = {unknown_reason(one): one.value for one in Unknown}
        return Q(kind=words[key]) if key in words else Q(kind=Standing.EXCLUDED.value, reason=key)
    missing = ~Q(kind__in=(Standing.COMPLETED.value, *OUTSIDE))
    begun = Q(started_on__lte=day)
    return {
        "completed": Q(kind=Standing.COMPLETED.value),
        "excluded": Q(kind__in=OUTSIDE),
        "overdue": missing & Q(due_on__lt=day),
        "under_way": missing & Q(due_on__gte=day) & begun,
        "not_started": missing & Q(due_on__gte=day) & (Q(started_on=None) | Q(started_on__gt=day)),
    }.get(key, Q(pk__in=[]))


def age_band(day: date) -> Case:
    """The line of AGES in which an age on the day lies, as `Traits.age_on` says it."""
    bands = [When(_between(low, high, day), then=Value(f"{low}-{high}")) for low, high in AGES]
    return Case(*bands, default=Value(UNKNOWN))


def _of_age(key: str, day: date) -> Q:
    bands = {f"{low}-{high}": (low, high) for low, high in AGES}
    if key == UNKNOWN:
        # Not as the negation of all ages: of ranges an index can be asked.
        unborn, ancient = Q(born__gt=_years_before(day, 0)), Q(born__lte=_years_before(day, AGES[-1][1] + 1))
        return Q(born=None) | unborn | ancient
    return _between(*bands[key], day) if key in bands else Q(pk__in=[])


def _between(low: int, high: int, day: date) -> Q:
    return Q(born__lte=_years_before(day, low), born__gt=_years_before(day, high + 1))


def _years_before(day: date, years: int) -> date:
    """The last day on which somebody was born who is so old on the day."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - years)


def _born(band: str, day: date) -> date | None:
    return None if band == UNKNOWN else _years_before(day, int(band.split("-")[0]))


def _yes(holds: Q) -> Any:
    return Case(When(holds, then=Value(1)), default=Value(0))


def missing_in(figures: Figures) -> dict[int, int]:
    """Everybody who still has to learn, and the unit of the figure's map where they stand."""
    rows = ~Q(kind__in=(Standing.COMPLETED.value, *OUTSIDE))
    found = _some(figures, rows, lambda one: one.standing is Standing.MISSING)
    return {one.person: one.unit for one in found}


def excluded_in(figures: Figures) -> list[Member]:
    """Whoever stands outside the rate, with the reason."""
    return _some(figures, Q(kind__in=OUTSIDE), lambda one: one.standing is Standing.EXCLUDED)


def completed_since(figures: Figures, day: date) -> list[Member]:
    """Whoever has completed on that day or later."""
    return _some(
        figures,
        Q(completed_on__gte=day),
        lambda one: one.completed_on is not None and one.completed_on >= day,
    )


def _some(figures: Figures, rows: Q, keep: Callable[[Member], bool]) -> list[Member]:
    """Members that `keep` takes; of a kept figure only the spans of `rows` are read."""
    if not isinstance(figures, KeptFigures):
        return [one for one in figures.members if keep(one)]
    told = spans_of(figures).filter(rows).values_list(*Span._fields).iterator(chunk_size=5000)
    members = (member_of(Span(*row), figures.facts, figures.as_of) for row in told)
    return [one for one in chain(members, (one for one, _traits in fresh_of(figures))) if keep(one)]
