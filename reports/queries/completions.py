"""Who completed or was excused from a target's courses, as we knew it at a cutoff.

Without a cutoff the derived progress rows answer. With one, only the enrolments that learnt something new after
it are folded again from their earlier events; the rest have not changed since. What a person learnt under a second
record, merged by then, is theirs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from common.bulk import among
from common.clock import local_day
from courses import rules
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.queries.folding import events_of, progress_from_events
from people.queries.merging import values_at
from reports.learning import InCourse, Learning, Outcome, What, outcome_of, reached
from reports.models import Target

__all__ = ["Outcome", "outcomes", "sets_of"]
Row = tuple[int, int, int, datetime | None, datetime | None, str, datetime | None, date | None]


def outcomes(
    target: Target,
    cutoff: datetime | None,
    merged: Mapping[int, int],
    people: Collection[int] | None = None,
) -> dict[int, Outcome]:
    """Outcome by person pk; `merged` says whose the records are that were merged away by the cutoff.

    `people`, for today alone, are those whose enrolments are read.
    """
    reader = _Reader(target, cutoff, merged, people)
    return reader.by_hours() if reader.learning.what is What.HOURS else reader.by_courses()


@dataclass
class _Reader:
    """One reading of the record for one target."""

    target: Target
    cutoff: datetime | None
    merged: Mapping[int, int]
    people: Collection[int] | None = None

    @cached_property
    def learning(self) -> Learning:
        return Learning.read(self.target.learning)

    @cached_property
    def sets(self) -> list[frozenset[int]]:
        return sets_of(self.target)

    @cached_property
    def courses(self) -> list[int]:
        return sorted(frozenset().union(*self.sets))

    def of_people(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only what the asked for have learnt."""
        return rows if self.people is None else rows.filter(enrolment__learner__in=among(list(self.people)))

    @cached_property
    def moved(self) -> dict[int, int]:
        return values_at(Enrolment, "learner_id", self.cutoff) if self.cutoff else {}

    def owner(self, enrolment: int, learner: int) -> int:
        """Whose the enrolment was at the cutoff."""
        then = self.moved.get(enrolment, learner)
        return self.merged.get(then, then)

    def by_courses(self) -> dict[int, Outcome]:
        all_of = self.learning.what is What.ALL
        return {
            person: outcome_of(courses, self.sets, all_of=all_of)
            for person, courses in self._in_courses().items()
        }

    def by_hours(self) -> dict[int, Outcome]:
        """Hours say who has completed; the courses named, if any, who is excused."""
        found = {person: outcome_of(courses, []) for person, courses in self._in_courses().items()}
        for person, attended in self._attended().items():
            outcome = found.setdefault(person, Outcome())
            outcome.completed_on = reached(attended, self.learning.hours, self.target.starts_on)
            outcome.started_on = outcome.started_on or min(day for day, _hours in attended)
        return found

    def _in_courses(self) -> dict[int, dict[int, InCourse]]:
        found: dict[int, dict[int, InCourse]] = defaultdict(dict)
        late = self._changed_since() | self._without_papers()
        for row in [*self._stored(late), *self._folded(late)]:
            courses = found[self.owner(row[0], row[1])]
            courses.setdefault(row[2], InCourse()).take(_in_course(row))
        return found

    def _stored(self, without: set[int]) -> Iterable[Row]:
        wanted = self.of_people(EnrolmentProgress.objects.filter(enrolment__course__in=self.courses))
        rows = wanted.values_list(
            "enrolment_id", "enrolment__learner_id", "enrolment__course_id", "completed_at", "excused_at",
            "excused_reason", "started_at", "enrolment__due_on",
        )  # fmt: skip
        return (row for row in rows.iterator(chunk_size=5000) if row[0] not in without)

    def _changed_since(self) -> set[int]:
        if not self.cutoff:
            return set()
        events = LearningEvent.objects.filter(recorded_at__gt=self.cutoff, enrolment__course__in=self.courses)
        return set(self.of_people(events).values_list("enrolment_id", flat=True))

    def _without_papers(self) -> set[int]:
        """Enrolments that have to be folded again because a paper from elsewhere does not count here."""
        if self.learning.papers:
            return set()
        papers = LearningEvent.objects.filter(kind=rules.RECOGNISED, enrolment__course__in=self.courses)
        return set(self.of_people(papers).values_list("enrolment_id", flat=True))

    def _folded(self, enrolments: set[int]) -> Iterable[Row]:
        if not enrolments:
            return
        without = () if self.learning.papers else (rules.RECOGNISED,)
        folded = progress_from_events(enrolments, recorded_until=self.cutoff, without=without)
        for enrolment, told in folded:
            yield (
                enrolment.pk, enrolment.learner_id, enrolment.course_id, told.completed_at, told.excused_at,
                told.excused_reason, told.started_at, enrolment.due_on,
            )  # fmt: skip

    def _attended(self) -> dict[int, list[tuple[date, Decimal]]]:
        """Hours by person, from the classes that stand at the cutoff."""
        events = LearningEvent.objects.filter(kind=rules.SESSION_ATTENDED)
        if self.courses:
            events = events.filter(enrolment__course__in=self.courses)
        owners = dict(self.of_people(events).values_list("enrolment_id", "enrolment__learner_id"))
        found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
        for enrolment, facts in _in_parts(owners, self.cutoff):
            for fact in rules.effective(facts):
                if fact.kind == rules.SESSION_ATTENDED:
                    hours = Decimal(str(fact.evidence.get("hours", 0)))
                    owner = self.owner(enrolment, owners[enrolment])
                    found[owner].append((local_day(fact.occurred_at), hours))
        return found


def sets_of(target: Target) -> list[frozenset[int]]:
    """Each course alone and each programme's courses together."""
    found = [frozenset([course]) for course in target.courses.values_list("pk", flat=True)]
    return [*found, *_programmes(target)]


def _programmes(target: Target) -> list[frozenset[int]]:
    """Today's courses of each; of a frozen definition those of that day, see reports.definitions."""
    if not (target.learning or {}).get("programmes"):
        return []
    then: list[frozenset[int]] | None = vars(target).get("programmes_then")
    today = target.programmes.prefetch_related("courses") if then is None else ()
    return [_courses_of(one) for one in today] if then is None else then


def _courses_of(programme: "object") -> frozenset[int]:
    return frozenset(course.pk for course in programme.courses.all())  # type: ignore[attr-defined]


def _in_parts(
    enrolments: Collection[int], cutoff: datetime | None
) -> Iterable[tuple[int, list[rules.Event]]]:
    keys = sorted(enrolments)
    for start in range(0, len(keys), 1000):
        yield from events_of(keys[start : start + 1000], cutoff).items()


def _in_course(row: Row) -> InCourse:
    done, excused, reason, started, due = row[3:]
    return InCourse(_day(done), _day(excused), reason, _day(started), due)


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None
