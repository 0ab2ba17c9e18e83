"""What an office does to many enrolments at once, each by a fact of its own: a due day, an excuse, taking back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses.models import Enrolment, LearningEvent
from courses.models.record import EventKind, EventSource
from courses.services.record_many import append_events
from people.models import Account


@dataclass(frozen=True, slots=True)
class Step:
    """One enrolment and the name of the fact about it: sent twice, it counts once."""

    enrolment: Enrolment
    uuid: UUID
    due_on: date | None = None
    takes_back: LearningEvent | None = None


@dataclass(frozen=True)
class Deed:
    """Who does it, when, and why."""

    at: datetime
    by: Account | None
    reason: str = ""


@transaction.atomic
def change_due_days(steps: Sequence[Step], deed: Deed) -> None:
    """Another day by which each must finish; None: no day."""
    append_events([_event(step, EventKind.DUE_CHANGED, _days(step), deed) for step in steps])
    for step in steps:
        step.enrolment.due_on = step.due_on
    Enrolment.objects.bulk_update([step.enrolment for step in steps], ["due_on"], batch_size=500)


@transaction.atomic
def excuse_many(steps: Sequence[Step], deed: Deed) -> None:
    """Leave them out of the count, with the reason that the report will print."""
    append_events([_event(step, EventKind.EXCUSED, {"reason": deed.reason}, deed) for step in steps])


@transaction.atomic
def take_back(steps: Sequence[Step], deed: Deed) -> None:
    """Each step's fact counts as if it had never been."""
    append_events([_event(step, EventKind.RETRACTED, {"reason": deed.reason}, deed) for step in steps])


@transaction.atomic
def withdraw_many(steps: Sequence[Step], deed: Deed) -> None:
    """Take back that the course was given (each step's `enrolled`): nothing is owed any more."""
    take_back(steps, deed)
    rows = Enrolment.objects.filter(pk__in=[step.enrolment.pk for step in steps])
    rows.update(withdrawn_at=deed.at, due_on=None, assignment=None)


def _days(step: Step) -> dict[str, Any]:
    days = {"from": step.enrolment.due_on, "to": step.due_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def _event(step: Step, kind: EventKind, evidence: dict[str, Any], deed: Deed) -> LearningEvent:
    return LearningEvent(
        uuid=step.uuid, enrolment=step.enrolment, kind=kind, occurred_at=deed.at, recorded_at=deed.at,
        recorded_by=deed.by, source=EventSource.WEB, evidence=evidence, corrects=step.takes_back,
    )  # fmt: skip
