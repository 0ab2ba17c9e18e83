"""One person's whole history toward a target as spans of days: what `Facts` says on every day, said once a change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from reports.models.rollup import FOREVER
from reports.population import Held, Traits, Unknown
from reports.queries.chase import Chasing
from reports.queries.completions import Outcome
from reports.queries.facts import Facts
from reports.queries.posts import day_held
from reports.rules import Standing

Steps = Counter[tuple[date, int, str]]  # day, unit, kind


class Span(NamedTuple):
    """The columns of a TargetSpan."""

    person: int
    unit: int
    kind: str
    starts_on: date
    ends_on: date
    completed_on: date | None
    reason: str
    category: str
    started_on: date | None  # also when that day has not come
    due_on: date
    learnt_at: int | None  # where they stood when completing, on that day's map
    gender: str
    born: date | None
    name: str  # by which lists are sorted, as the register says it now

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    @property
    def told(self) -> "Told":
        """What makes a member of it."""
        return Told(*[getattr(self, name) for name in Told._fields])


class Told(NamedTuple):
    """The columns of a TargetSpan that make a member; a list of everybody reads no others."""

    person: int
    unit: int
    kind: str
    completed_on: date | None
    reason: str
    category: str
    started_on: date | None
    due_on: date
    learnt_at: int | None


def spans_of(facts: Facts, chasing: Chasing) -> Iterator[Span]:
    """The spans of everybody in these facts, by person and day."""
    for person in sorted(facts.posts.keys() | facts.roles.keys()):
        yield from _spans(facts, chasing, person)


def spans_on(facts: Facts, chasing: Chasing, day: date) -> Iterator[Span]:
    """Everybody in these facts as they stand on one day, said as if it stayed so."""
    for person in sorted(facts.posts.keys() | facts.roles.keys()):
        found = _begun(facts, chasing, person, day)
        if found:
            yield found


def _spans(facts: Facts, chasing: Chasing, person: int) -> Iterator[Span]:
    last: Span | None = None
    for day in _days(facts, chasing, person):
        fresh = _begun(facts, chasing, person, day)
        if last and fresh and fresh == last._replace(starts_on=day):
            continue
        if last:
            yield last._replace(ends_on=day)
        last = fresh
    if last:
        yield last


def _days(facts: Facts, chasing: Chasing, person: int) -> list[date]:
    """Every day on which anything that `Facts.counted_on` looks at may change; a rule that forgets one is wrong."""
    posts = [*facts.posts.get(person, ()), *facts.roles.get(person, ())]
    days = {day for post in posts for day in (post.starts_on, post.ends_on) if day}
    first = min(days)
    days.update(facts.tree.turns, _days_of_outcome(facts, person), chasing.turns(person))
    days.update(_days_of_rule(facts, person, sorted(day for day in days if day >= first)))
    return sorted(day for day in days if day >= first)  # before the first post nobody counts


def _days_of_outcome(facts: Facts, person: int) -> Iterator[date]:
    outcome = facts.outcomes.get(person) or Outcome()
    told = [outcome.completed_on]
    for excuse in outcome.excuses:
        told += [excuse.since, excuse.until]
    return (day for day in told if day)


def _days_of_rule(facts: Facts, person: int, turns: list[date]) -> Iterator[date]:
    """When the rule's own days come, when ages do, and when a post has been held long enough.

    Which posts fit changes on `turns` only.
    """
    rule, target = facts.rule, facts.target
    told = [target.starts_on if rule.held is Held.PERIOD else None, rule.held_on]
    told += [facts.traits.get(person, Traits()).comes_to(age) for age in rule.ages()]
    if rule.least_days:
        for posts in (facts.posts.get(person, []), facts.roles.get(person, [])):
            told += [day_held(facts.fitting(posts, day), rule.least_days) for day in turns]
    return (day for day in told if day)


def _begun(facts: Facts, chasing: Chasing, person: int, day: date) -> Span | None:
    counted = facts.counted_on(person, day)
    if counted is None:
        return None
    post, member = counted
    outcome, verdict = facts.outcomes.get(person) or Outcome(), facts.verdict(person, day)
    kind, reason = member.standing.value, member.reason
    if isinstance(verdict, Unknown):
        kind, reason = verdict.value, ""  # said in the reader's language when read
    elif member.standing is Standing.MISSING:
        kind = chasing.group(person, day)
    traits = facts.traits.get(person, Traits())
    return Span(
        person, post.unit, kind, day, FOREVER, member.completed_on, reason, post.category, outcome.started_on,
        outcome.due_on or facts.target.due_on, facts.learnt_at(person, post, day), traits.gender, traits.born,
        traits.name,
    )  # fmt: skip


def steps_of(spans: Iterable[Span], sign: int = 1) -> Steps:
    """What these spans add to the counts, and on which day."""
    found: Steps = Counter()
    for span in spans:
        found[span.starts_on, span.unit, span.kind] += sign
        if span.ends_on != FOREVER:
            found[span.ends_on, span.unit, span.kind] -= sign
    return found


@cache
def standing_of(kind: str) -> Standing:
    """Whoever is in a group of the missing is missing; of whom too little is known is excluded."""
    if kind in tuple(Unknown):
        return Standing.EXCLUDED
    return Standing(kind) if kind in (Standing.COMPLETED, Standing.EXCLUDED) else Standing.MISSING
