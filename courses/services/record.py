"""The only door into the learning record: append one fact and refresh what is derived from it."""

import uuid as uuids
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import Conflict
from courses.models import Activity, Enrolment, EnrolmentProgress, LearningEvent
from courses.models.progress import State
from courses.models.record import EventKind, EventSource
from courses.queries.folding import progress_of
from courses.rules import Progress
from courses.services import evidence as schema
from courses.services.derived import store
from people.models import Account


@transaction.atomic
def append_event(
    *,
    enrolment: Enrolment,
    kind: str,
    activity: Activity | None = None,
    version: int | None = None,
    occurred_at: datetime,
    recorded_at: datetime,
    recorded_by: Account | None = None,
    source: str = EventSource.WEB,
    evidence: dict[str, Any],
    uuid: uuids.UUID | None = None,
    corrects: LearningEvent | None = None,
    backfilled: bool = False,
) -> LearningEvent:
    """Store the fact once (a replay of its uuid returns the first) and fold the enrolment's progress again.

    `evidence` follows the schema of its kind; a misfit or a uuid of another fact raises a DomainError.
    """
    schema.check(kind, evidence, has_activity=activity is not None, has_corrects=corrects is not None)
    locked = lock(enrolment)
    event = LearningEvent(
        uuid=uuid or uuids.uuid4(), enrolment=locked, kind=EventKind(kind), activity=activity,
        version=version,
        occurred_at=occurred_at, recorded_at=recorded_at, recorded_by=recorded_by, source=EventSource(source),
        evidence=evidence, corrects=corrects, backfilled=backfilled,
    )  # fmt: skip
    known = _already(event) if uuid else None
    if known:
        return known
    _check_correction(event)
    event.save(force_insert=True)
    refresh(locked)
    enrolment.release = locked.release
    return event


def retract(*, event: LearningEvent, reason: str, at: datetime, by: Account | None) -> LearningEvent:
    """Take a fact out of the fold without touching it; retracting the retraction brings it back."""
    return append_event(
        enrolment=event.enrolment,
        kind=EventKind.RETRACTED,
        activity=event.activity,
        occurred_at=at,
        recorded_at=at,
        recorded_by=by,
        source=EventSource.REPAIR,
        evidence={"reason": reason},
        corrects=event,
        uuid=uuids.uuid5(event.uuid, EventKind.RETRACTED),
    )


def lock(enrolment: Enrolment) -> Enrolment:
    """The enrolment with its release, held until the transaction ends: facts come one by one."""
    return Enrolment.objects.select_for_update(of=("self",)).select_related("release").get(pk=enrolment.pk)


def refresh(enrolment: Enrolment) -> Progress:
    """Fold again and store; tells the news when this completed the course. The caller holds the lock."""
    before = EnrolmentProgress.objects.filter(enrolment=enrolment).values_list("state", flat=True).first()
    progress = progress_of(enrolment)
    store([(enrolment, progress)])
    if progress.state == State.COMPLETED != before:
        nudges.send("course_completed", enrolment.pk)
    return progress


def _already(event: LearningEvent) -> LearningEvent | None:
    known = LearningEvent.objects.filter(uuid=event.uuid).first()
    if known and (known.enrolment_id, known.kind) != (event.enrolment_id, event.kind):
        raise Conflict(_("Mã của việc học này đã dùng cho một việc khác."))
    return known


def _check_correction(event: LearningEvent) -> None:
    if event.corrects and event.corrects.enrolment_id != event.enrolment_id:
        raise Conflict(_("Chỉ rút lại được việc học của chính người đó trong khóa học này."))
