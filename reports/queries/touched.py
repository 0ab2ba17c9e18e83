"""Whom the record has said something about since they were counted, and what it and the roll-up say of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from common.bulk import among
from courses.models import Enrolment
from people.models import Posting, ProgrammeRole
from people.queries.merging import whose
from reports.models import RollUp, Target, TargetSpan
from reports.queries.chase import chasing
from reports.queries.completions import sets_of
from reports.queries.figures import load_facts, with_records
from reports.queries.spans import Span, spans_of

TouchedRow = tuple[int, int | None, int | None]


@dataclass(frozen=True)
class Owners:
    """Whom some rows may concern: people whatever is counted, learners where their course counts."""

    people: frozenset[int]
    learners: Mapping[int, frozenset[int]]  # by course
    merged: Mapping[int, int]

    @classmethod
    def of(cls, rows: Iterable[TouchedRow]) -> Self:
        rows = list(rows)
        enrolments = {enrolment for _pk, _person, enrolment in rows if enrolment is not None}
        learners: dict[int, set[int]] = defaultdict(set)
        found = (
            Enrolment.objects.filter(pk__in=among(list(enrolments)))
            if enrolments
            else Enrolment.objects.none()
        )
        for course, learner in found.values_list("course_id", "learner_id"):
            learners[course].add(learner)
        people = frozenset(person for _pk, person, _enrolment in rows if person is not None)
        return cls(people, {course: frozenset(known) for course, known in learners.items()}, whose(None))

    @property
    def everybody(self) -> set[int]:
        """With their survivors, and all who are merged into those."""
        return with_records(self.people.union(*self.learners.values()), self.merged)

    def toward(self, target: Target) -> set[int]:
        """Those of them whose standing toward the target may be another."""
        courses = frozenset[int]().union(*sets_of(target)) if self.learners else frozenset[int]()
        people = self.people.union(*(self.learners[one] for one in courses & self.learners.keys()))
        return with_records(people, self.merged) if people else set()


def everybody(target: Target) -> set[int]:
    """Whoever could count: the owners of all posts and, under a rule of roles, of all roles."""
    merged = whose(None)
    people = set(Posting.objects.values_list("person_id", flat=True))
    if (target.population or {}).get("roles"):
        people.update(ProgrammeRole.objects.values_list("person_id", flat=True))
    return {merged.get(person, person) for person in people}


def fresh_spans(target: Target, people: Collection[int], at: datetime) -> list[Span]:
    """What the record says of these people."""
    if not people:
        return []
    facts = load_facts(target, cutoff=None, known_at=at, people=people, with_traits=True)
    return list(spans_of(facts, chasing(target, people)))


def stored_spans(roll_up: RollUp, people: Collection[int] | None = None) -> dict[int, Span]:
    """What the roll-up says of these people (of all), by the row's key."""
    rows = TargetSpan.objects.filter(roll_up=roll_up)
    if people is not None:
        rows = rows.filter(person__in=among(list(people) or [0]))
    return {pk: Span(*columns) for pk, *columns in rows.values_list("pk", *Span._fields)}
