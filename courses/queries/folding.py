"""Progress straight from the record: one fold for a learner, for a rebuild, for a figure as of a cutoff."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from courses import rules
from courses.models import Enrolment, LearningEvent, ReleaseItem
from courses.rules import Event, Item, Progress

CHUNK = 1000  # enrolments folded at a time: few queries, little memory
Outlines = dict[int, dict[int, list[Item]]]

EVENT_COLUMNS = (
    "enrolment_id", "uuid", "kind", "occurred_at", "activity_id", "version", "corrects__uuid", "evidence",
)  # fmt: skip


def progress_of(enrolment: Enrolment, *, recorded_until: datetime | None = None) -> Progress:
    """Where one learner stands, folded now from the record."""
    return next(iter(_fold([enrolment], outlines_of([enrolment.course_id]), recorded_until)))[1]


def progress_of_all(enrolments: Sequence[Enrolment]) -> list[tuple[Enrolment, Progress]]:
    """Where each of these stands, folded now from the record; they carry their release."""
    return list(_fold(enrolments, outlines_of(sorted({one.course_id for one in enrolments})), None))


def progress_from_events(
    enrolments: Iterable[int] | None = None,
    *,
    recorded_until: datetime | None = None,
    without: Collection[str] = (),
) -> Iterator[tuple[Enrolment, Progress]]:
    """Fold the named enrolments (primary keys; None: all) from events recorded until the cutoff, inclusive.

    `without`: kinds of events left aside, as if they had never been. Each enrolment carries `release` and no
    other related row.
    """
    outlines = outlines_of()
    for chunk in chunked(sorted(enrolments) if enrolments is not None else _all_keys(), CHUNK):
        rows = Enrolment.objects.filter(pk__in=chunk).select_related("release").order_by("pk")
        yield from _fold(rows, outlines, recorded_until, without)


def outlines_of(courses: Sequence[int] | None = None) -> Outlines:
    """Items of every release, by course and release number."""
    rows = ReleaseItem.objects.order_by("release_id", "position")
    if courses is not None:
        rows = rows.filter(release__course__in=courses)
    found: Outlines = defaultdict(lambda: defaultdict(list))
    for course, number, activity, required, rule, minimum in rows.values_list(
        "release__course_id", "release__number", "activity_id", "required", "rule", "minimum_version"
    ):
        found[course][number].append(Item(activity, required, rule, minimum))
    return found


def events_of(enrolments: Iterable[int], recorded_until: datetime | None = None) -> dict[int, list[Event]]:
    """The facts as the fold sees them, by enrolment."""
    rows: QuerySet[LearningEvent] = LearningEvent.objects.filter(enrolment__in=list(enrolments)).order_by()
    if recorded_until is not None:
        rows = rows.filter(recorded_at__lte=recorded_until)
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows.values_list(*EVENT_COLUMNS):
        found[row[0]].append(_event(*row[1:]))
    return found


def _event(
    uuid: Any,
    kind: str,
    occurred_at: datetime,
    activity: int,
    version: int,
    corrects: Any,
    evidence: dict[str, Any],
) -> Event:
    told = {rules.ENROLLED: "release", rules.RELEASE_CHANGED: "to"}.get(kind, "")
    return Event(uuid, kind, occurred_at, activity, version, evidence.get(told), corrects, evidence)


def _fold(
    enrolments: Iterable[Enrolment],
    outlines: Outlines,
    recorded_until: datetime | None,
    without: Collection[str] = (),
) -> Iterator[tuple[Enrolment, Progress]]:
    enrolments = list(enrolments)
    events = events_of((enrolment.pk for enrolment in enrolments), recorded_until)
    for enrolment in enrolments:
        own = [event for event in events.get(enrolment.pk, []) if event.kind not in without]
        initial = rules.first_release(own, enrolment.release.number)
        yield enrolment, rules.assess(outlines[enrolment.course_id], initial, own)


def _all_keys() -> list[int]:
    return list(Enrolment.objects.order_by("pk").values_list("pk", flat=True))


def chunked(keys: Iterable[int], size: int) -> Iterator[list[int]]:
    """Lists of at most `size` keys."""
    keys = iter(keys)
    while chunk := list(islice(keys, size)):
        yield chunk
