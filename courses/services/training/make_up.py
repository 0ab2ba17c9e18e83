"""Asks whoever missed a part of a class for the lessons that stand for it, each once, and no longer than needed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings

from common.clock import local_day
from courses.models import Enrolment, MakeUp, TrainingSession
from courses.queries.training.making_up import lessons_in
from courses.services.training.earned import Earned

BATCH = 500
Key = tuple[int, int]  # seat, lesson


def ask_to_make_up(
    session: TrainingSession,
    seats: Sequence[Earned],
    learners: Mapping[int, list[Enrolment]],
    learnt: Mapping[int, Mapping[int, datetime]],
    *,
    at: datetime,
) -> None:
    """Bring the rows of these seats to what is missing now; the caller holds the lock of the class.

    A lesson that the learner's release has not cannot be learnt online and is not asked for.
    """
    known = lessons_in({row.release_id for own in learners.values() for row in own})
    done: dict[Key, datetime] = {}
    due: set[Key] = set()
    for one in seats:
        open_to = {
            lesson for row in learners.get(one.learner, ()) for lesson in known.get(row.release_id, ())
        }
        for lesson in one.missed_lessons & open_to:
            when = learnt.get(one.learner, {}).get(lesson)
            if one.outcome.made_up and not when:
                continue  # enough without it
            due.add((one.seat.pk, lesson))
            if when:
                done[one.seat.pk, lesson] = when
    _store(_rows([one.seat.pk for one in seats]), due, done, at, local_day(at) + due_in())


def due_in() -> timedelta:
    """How long somebody has."""
    return timedelta(days=settings.MAKE_UP_DAYS)


def _rows(seats: list[int]) -> dict[Key, MakeUp]:
    found: dict[Key, MakeUp] = {}
    for start in range(0, len(seats), BATCH):
        for row in MakeUp.objects.filter(seat__in=seats[start : start + BATCH]):
            found[row.seat_id, row.activity_id] = row
    return found


def _store(
    rows: dict[Key, MakeUp], due: set[Key], done: Mapping[Key, datetime], at: datetime, due_on: date
) -> None:
    """New ones only for what is not learnt yet; a row that is not needed any more is dropped, or comes back."""
    MakeUp.objects.bulk_create(
        (
            MakeUp(seat_id=key[0], activity_id=key[1], asked_at=at, due_on=due_on)
            for key in sorted(due - rows.keys() - done.keys())
        ),
        batch_size=BATCH,
    )
    changed = []
    for key, row in rows.items():
        ended = (done.get(key), None) if key in due else (None, row.dropped_at or at)
        if ended != (row.done_at, row.dropped_at):
            row.done_at, row.dropped_at = ended
            changed.append(row)
    MakeUp.objects.bulk_update(changed, ["done_at", "dropped_at"], batch_size=BATCH)
