"""Who completed or was excused from a target's courses, as we knew it at a cutoff.

Without a cutoff the derived progress rows answer. With one, only the enrolments that learnt something new after
it are folded again from their earlier events; the rest have not changed since. What a person learnt under a second
record, merged by then, is theirs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from common.clock import local_day
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.queries.folding import progress_from_events
from people.queries.merging import values_at
from reports.models import Target


@dataclass(slots=True)
class Outcome:
    """The earliest completion of any counting course, or an excuse."""

    completed_on: date | None = None
    excused_on: date | None = None
    excused_reason: str = ""


Row = tuple[int, int, datetime | None, datetime | None, str]  # enrolment, learner, …


def outcomes(target: Target, cutoff: datetime | None, merged: Mapping[int, int]) -> dict[int, Outcome]:
    """Outcome by person pk; `merged` says whose the records are that were merged away by the cutoff."""
    courses = list(target.courses.values_list("pk", flat=True))
    late = _changed_since(courses, cutoff) if cutoff else set()
    moved = values_at(Enrolment, "learner_id", cutoff) if cutoff else {}
    found: dict[int, Outcome] = {}
    for row in [*_stored(courses, late), *_folded(late, cutoff)]:
        learner = moved.get(row[0], row[1])
        _merge(found.setdefault(merged.get(learner, learner), Outcome()), row)
    return found


def _changed_since(courses: list[int], cutoff: datetime) -> set[int]:
    events = LearningEvent.objects.filter(recorded_at__gt=cutoff, enrolment__course__in=courses)
    return set(events.values_list("enrolment_id", flat=True))


def _stored(courses: list[int], without: set[int]) -> Iterable[Row]:
    rows = EnrolmentProgress.objects.filter(enrolment__course__in=courses).values_list(
        "enrolment_id", "enrolment__learner_id", "completed_at", "excused_at", "excused_reason"
    )
    return (row for row in rows.iterator(chunk_size=5000) if row[0] not in without)


def _folded(enrolments: set[int], cutoff: datetime | None) -> Iterable[Row]:
    if not enrolments:
        return
    for enrolment, progress in progress_from_events(enrolments, recorded_until=cutoff):
        done, out, why = progress.completed_at, progress.excused_at, progress.excused_reason
        yield enrolment.pk, enrolment.learner_id, done, out, why


def _merge(outcome: Outcome, row: Row) -> None:
    done, out, why = row[2:]
    if done:
        day = local_day(done)
        outcome.completed_on = min(day, outcome.completed_on or day)
    if out and not outcome.excused_on:
        outcome.excused_on, outcome.excused_reason = local_day(out), why
