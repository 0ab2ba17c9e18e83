"""Writes one step of a past class: newcomers to the register, enrolments, the facts, and which row became which fact."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid5

from common import nudges
from courses.models import Enrolment, LearningEvent, PastClass, PastRow
from courses.models.record import EventKind, EventSource
from courses.queries.past.counted import enrolments_attended_on
from courses.services.enrolment import enrol_as_of
from courses.services.past.newcomers import find_or_add
from courses.services.record_many import append_events, lock_all

Status = PastRow.Status


def record_rows(past: PastClass, rows: Sequence[PastRow], *, at: datetime) -> None:
    """Call inside a transaction. Whoever has this class on record meanwhile is known, and nothing is appended."""
    find_or_add(past, [row for row in rows if row.status == Status.UNKNOWN], at=at)
    taken = [row for row in rows if row.person_id]
    learners = list(dict.fromkeys(row.person_id for row in taken if row.person_id))
    enrol_as_of(learners=learners, course=past.course, since=past.occurred_at, at=at, by=past.asked_by)
    enrolments = _locked(past, learners)
    known = enrolments_attended_on([enrolment.pk for enrolment in enrolments.values()], past.ends_on)
    fresh: list[tuple[PastRow, LearningEvent]] = []
    for row in taken:
        enrolment = enrolments[row.person_id or 0]
        if enrolment.pk in known:
            row.status = Status.KNOWN
        else:
            known.add(enrolment.pk)
            fresh.append((row, _event(past, enrolment, at)))
    with nudges.muted("course_completed"):  # what rests on imports alone is due no certificate
        append_events([event for _row, event in fresh])
    for row, event in fresh:
        row.event = event
    # The rows are there: an upsert costs a tenth of bulk_update's CASE for each row and field.
    PastRow.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["id"],
        update_fields=["status", "reason", "person", "event", "data"],
    )  # fmt: skip


def _locked(past: PastClass, learners: Sequence[int]) -> dict[int, Enrolment]:
    keys = Enrolment.objects.filter(course=past.course, learner__in=learners).values_list("pk", flat=True)
    return {enrolment.learner_id: enrolment for enrolment in lock_all(keys).values()}


def _event(past: PastClass, enrolment: Enrolment, at: datetime) -> LearningEvent:
    """True on the class's last day, recorded now; one a class and enrolment whatever is sent again."""
    return LearningEvent(
        uuid=uuid5(past.uuid, str(enrolment.uuid)), enrolment=enrolment, kind=EventKind.SESSION_ATTENDED,
        occurred_at=past.occurred_at, recorded_at=at, recorded_by=past.asked_by, source=EventSource.IMPORT,
        backfilled=True,
        evidence={"session": str(past.uuid), "hours": float(past.hours), "place": past.place},
    )  # fmt: skip
