"""Writing what the fold says into the progress rows; only the record and the rebuild come here."""

from collections.abc import Iterable, Sequence
from typing import Any

from courses.models import ActivityProgress, CourseRelease, Enrolment, EnrolmentProgress
from courses.queries.folding import chunked
from courses.rules import Progress

COLUMNS = (
    "state",
    "done",
    "required",
    "started_at",
    "last_event_at",
    "completed_at",
    "excused_at",
    "excused_reason",
)
Folded = tuple[Enrolment, Progress]


def columns(progress: Progress | EnrolmentProgress) -> dict[str, Any]:
    """The columns of the course's progress row."""
    return {name: getattr(progress, name) for name in COLUMNS}


def store(folded: Sequence[Folded]) -> None:
    """Upsert both progress tables and the release each enrolment stands on; the caller holds the locks."""
    EnrolmentProgress.objects.bulk_create(
        [EnrolmentProgress(enrolment=enrolment, **columns(progress)) for enrolment, progress in folded],
        update_conflicts=True, unique_fields=["enrolment"], update_fields=COLUMNS, batch_size=500,
    )  # fmt: skip
    _store_activities(folded)
    _pin(folded)


def _store_activities(folded: Sequence[Folded]) -> None:
    wanted = {
        (enrolment.pk, activity): when
        for enrolment, progress in folded
        for activity, when in progress.activities.items()
    }
    stored = {
        (row[1], row[2]): (row[0], row[3])
        for keys in chunked((enrolment.pk for enrolment, _ in folded), 1000)
        for row in ActivityProgress.objects.filter(enrolment__in=keys).values_list(
            "pk", "enrolment_id", "activity_id", "completed_at"
        )
    }
    gone = [stored[key][0] for key in stored.keys() - wanted.keys()]
    fresh = [(key, when) for key, when in wanted.items() if key not in stored or stored[key][1] != when]
    for keys in chunked(gone, 1000):
        ActivityProgress.objects.filter(pk__in=keys).delete()
    if fresh:
        _upsert_activities(fresh)


def _upsert_activities(fresh: Iterable[tuple[tuple[int, int], Any]]) -> None:
    ActivityProgress.objects.bulk_create(
        [ActivityProgress(enrolment_id=key[0], activity_id=key[1], completed_at=when) for key, when in fresh],
        update_conflicts=True, unique_fields=["enrolment", "activity"], update_fields=["completed_at"],
        batch_size=500,
    )  # fmt: skip


def _pin(folded: Sequence[Folded]) -> None:
    """An enrolment stands on the release its events say."""
    for enrolment, progress in folded:
        if enrolment.release.number != progress.release:
            release = CourseRelease.objects.get(course=enrolment.course_id, number=progress.release)
            Enrolment.objects.filter(pk=enrolment.pk).update(release=release)
            enrolment.release = release
