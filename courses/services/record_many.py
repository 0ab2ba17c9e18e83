"""The same door for facts of many enrolments at once: checked, stored and folded together."""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from common import nudges
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.models.progress import State
from courses.queries.folding import chunked, progress_of_all
from courses.services import evidence as schema
from courses.services.derived import store

CHUNK = 500


@transaction.atomic
def append_events(events: Sequence[LearningEvent]) -> int:
    """Store unsaved events, each uuid once; returns how many were new. Locks the enrolments in order of their keys.

    Evidence that misfits its kind raises a DomainError, and nothing is stored.
    """
    for event in events:
        about, corrects = event.activity_id is not None, event.corrects_id is not None
        schema.check(event.kind, event.evidence, has_activity=about, has_corrects=corrects)
    enrolments = lock_all(event.enrolment_id for event in events)
    known = set(
        LearningEvent.objects.filter(uuid__in=[event.uuid for event in events]).values_list("uuid", flat=True)
    )
    fresh = [event for event in events if event.uuid not in known]
    LearningEvent.objects.bulk_create(fresh, batch_size=CHUNK)
    for part in chunked(sorted({event.enrolment_id for event in fresh}), CHUNK):
        _refresh([enrolments[pk] for pk in part])
    return len(fresh)


def lock_all(keys: Iterable[int]) -> dict[int, Enrolment]:
    """These enrolments with their releases, held until the transaction ends."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("release")
    return {
        one.pk: one
        for part in chunked(sorted(set(keys)), CHUNK)
        for one in rows.filter(pk__in=part).order_by("pk")
    }


def hold(keys: Collection[int]) -> None:
    """The same without reading them."""
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    list(rows.order_by("pk").values_list("pk"))


def _refresh(enrolments: Sequence[Enrolment]) -> None:
    """Fold again and store; tells the news of each course that this completed."""
    before = dict(
        EnrolmentProgress.objects.filter(enrolment__in=enrolments).values_list("enrolment", "state")
    )
    folded = progress_of_all(enrolments)
    store(folded)
    for enrolment, progress in folded:
        if progress.state == State.COMPLETED != before.get(enrolment.pk):
            nudges.send("course_completed", enrolment.pk)
