"""Questions of the lesson page and its heartbeat: as few as can be, they are asked all day long."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, OuterRef, QuerySet, Subquery

from common.prepared import Prepared, Row
from courses import spans as arithmetic
from courses.models import (
    Activity,
    ActivityProgress,
    ActivityVersion,
    Course,
    CourseRelease,
    Enrolment,
    ReleaseItem,
    WatchedSpans,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Lesson:
    """One activity in one learner's enrolment, and when it was done."""

    enrolment: Enrolment
    item: ReleaseItem
    completed_at: datetime | None

    @property
    def activity(self) -> Activity:
        return self.item.activity


@dataclass(frozen=True)
class Watching:
    """What has really been played of a film and what is missing; all figures in seconds."""

    spans: list[arithmetic.Span]
    duration: float
    share: float
    position: float = 0.0

    @property
    def seconds(self) -> float:
        return arithmetic.length(self.spans)

    @property
    def percent(self) -> int:
        return int(100 * self.seconds / self.duration) if self.duration else 0

    @property
    def goal_percent(self) -> int:
        return round(100 * self.share)

    @property
    def missing(self) -> float:
        return max(0.0, self.duration * self.share - self.seconds) if not self.enough else 0.0

    @property
    def missing_begun(self) -> int:
        """As people are told it: a second is missing until all of it was seen."""
        return math.ceil(self.missing)

    @property
    def enough(self) -> bool:
        return arithmetic.is_watched(self.spans, self.duration, self.share)

    @property
    def gaps(self) -> list[arithmetic.Span]:
        return arithmetic.gaps(self.spans, self.duration)

    @property
    def resume_at(self) -> float:
        """Where to go on: where one stopped, or the first gap when the end had been reached."""
        if self.position < self.duration - 1:
            return self.position
        return self.gaps[0][0] if self.gaps else 0.0


def lesson_for(person_id: int | None, activity: UUID) -> Lesson | None:
    """The person's newest enrolment whose release holds the activity, in one query."""
    if person_id is None:
        return None
    row = _LESSON.first(activity, person_id)
    return _lesson(dict(zip(LESSON_COLUMNS, row, strict=True)), person_id) if row else None


LESSON_COLUMNS = (
    "pk", "position", "required", "minimum_version", "rule", "done_at",
    "activity_id", "activity__uuid", "activity__kind", "activity__title",
    "release_id", "release__number",
    "release__course_id", "release__course__uuid", "release__course__slug", "release__course__title",
    "release__enrolments__pk", "release__enrolments__uuid", "release__enrolments__enrolled_at",
    "release__enrolments__due_on",
)  # fmt: skip


def _ask_lesson(activity: UUID, person_id: int) -> QuerySet[ReleaseItem, Any]:
    done = ActivityProgress.objects.filter(
        enrolment=OuterRef("release__enrolments"), activity=OuterRef("activity")
    )
    return (
        ReleaseItem.objects.filter(activity__uuid=activity, release__enrolments__learner=person_id)
        .annotate(done_at=Subquery(done.values("completed_at")[:1]))
        .order_by("-release__enrolments__enrolled_at", "-release__enrolments__pk")
        .values_list(*LESSON_COLUMNS)[:1]
    )


_LESSON = Prepared(_ask_lesson)


def _lesson(row: dict[str, Any], person_id: int) -> Lesson:
    """The joined row as models, without asking for them again."""
    course = _known(Course, row, "release__course", "uuid", "slug", "title")
    release = _known(CourseRelease, row, "release", "number", course=course)
    activity = _known(Activity, row, "activity", "uuid", "kind", "title")
    item = ReleaseItem(
        pk=row["pk"], position=row["position"], required=row["required"], rule=row["rule"],
        minimum_version=row["minimum_version"], activity=activity, release=release,
    )  # fmt: skip
    enrolment = Enrolment(
        pk=row["release__enrolments__pk"], uuid=row["release__enrolments__uuid"], learner_id=person_id,
        course=course, release=release, enrolled_at=row["release__enrolments__enrolled_at"],
        due_on=row["release__enrolments__due_on"],
    )  # fmt: skip
    item._state.adding = enrolment._state.adding = False
    return Lesson(enrolment, item, row["done_at"])


def _known(model: type[M], row: dict[str, Any], path: str, *names: str, **related: Any) -> M:
    found = model(pk=row[f"{path}_id"], **{name: row[f"{path}__{name}"] for name in names}, **related)
    found._state.adding = False
    return found


VERSION_COLUMNS = ("pk", "number", "kind", "title", "body_html", "media", "facts")
FILM_COLUMNS = ("pk", "number", "media")


def _newest(activity: int) -> QuerySet[ActivityVersion]:
    return ActivityVersion.objects.filter(activity=activity).order_by("-number")


_VERSION = Prepared(lambda activity: _newest(activity).values_list(*VERSION_COLUMNS)[:1])
_FILM = Prepared(lambda activity: _newest(activity).values_list(*FILM_COLUMNS)[:1])


def newest_version(activity: Activity) -> ActivityVersion | None:
    """What a learner meets now: the columns that a page shows."""
    return _version(activity, VERSION_COLUMNS, _VERSION.first(activity.pk))


def film_of(activity: Activity) -> ActivityVersion | None:
    """The newest version without its text: what a heartbeat needs."""
    return _version(activity, FILM_COLUMNS, _FILM.first(activity.pk))


def _version(activity: Activity, names: Sequence[str], row: Row | None) -> ActivityVersion | None:
    if row is None:
        return None
    version = ActivityVersion(activity=activity, **dict(zip(names, row, strict=True)))
    version._state.adding = False
    return version


_ITEM = Prepared(lambda release, activity: ReleaseItem.objects.filter(release=release, activity=activity))


def item_of(enrolment: Enrolment, activity: Activity) -> ReleaseItem | None:
    """The activity's place in the enrolment's release."""
    found: ReleaseItem | None = _ITEM.object(enrolment.release_id, activity.pk)
    return found


WATCHED_COLUMNS = ("pk", "spans", "seconds", "position", "opened_at", "reported_at", "film", "credit")
_WATCHED = Prepared(
    lambda enrolment, activity: WatchedSpans.objects.filter(
        enrolment=enrolment, activity=activity
    ).values_list(*WATCHED_COLUMNS)
)


def watched_row(enrolment: Enrolment, activity: Activity) -> WatchedSpans | None:
    """The stored union, if the activity was ever opened."""
    row = _WATCHED.first(enrolment.pk, activity.pk)
    if row is None:
        return None
    return WatchedSpans(
        enrolment=enrolment, activity=activity, **dict(zip(WATCHED_COLUMNS, row, strict=True))
    )


class Union(Protocol):
    """What is needed of a stored union."""

    @property
    def spans(self) -> list[Any]: ...
    @property
    def position(self) -> float: ...
    @property
    def film(self) -> str: ...


def watching(row: Union | None, version: ActivityVersion, share: float) -> Watching:
    """The union as it stands for the film of this version; another film's seconds do not count."""
    duration = float(version.media.get("duration") or 0)
    if row is None or row.film != version.media.get("video", ""):
        return Watching([], duration, share)
    return Watching(arithmetic.clamp(row.spans, duration), duration, share, min(row.position, duration))
