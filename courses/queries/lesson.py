"""Questions of the lesson page and its heartbeat: as few as can be, they are asked all day long."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from courses import spans as arithmetic
from courses.models import (
    Activity,
    ActivityProgress,
    ActivityVersion,
    CourseRelease,
    Enrolment,
    ReleaseItem,
    WatchedSpans,
)


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
    done = ActivityProgress.objects.filter(
        enrolment=OuterRef("release__enrolments"), activity=OuterRef("activity")
    )
    item = (
        ReleaseItem.objects.filter(activity__uuid=activity, release__enrolments__learner=person_id)
        .select_related("activity", "release__course")
        .annotate(
            enrolment_pk=F("release__enrolments__pk"),
            enrolment_uuid=F("release__enrolments__uuid"),
            enrolled_at=F("release__enrolments__enrolled_at"),
            due_on=F("release__enrolments__due_on"),
            done_at=Subquery(done.values("completed_at")[:1]),
        )
        .order_by("-enrolled_at", "-enrolment_pk")
        .first()
    )
    return Lesson(_enrolment(item, person_id), item, item.done_at) if item else None


def _enrolment(item: Any, person_id: int) -> Enrolment:
    """The joined row as a model, without asking for it again."""
    enrolment = Enrolment(
        pk=item.enrolment_pk, uuid=item.enrolment_uuid, learner_id=person_id, course=item.release.course,
        release=item.release, enrolled_at=item.enrolled_at, due_on=item.due_on,
    )  # fmt: skip
    enrolment._state.adding = False
    return enrolment


def newest_version(activity: Activity) -> ActivityVersion | None:
    """What a learner meets now."""
    return activity.versions.order_by("-number").first()


def film_of(activity: Activity) -> ActivityVersion | None:
    """The newest version without its text: what a heartbeat needs."""
    return activity.versions.order_by("-number").only("activity_id", "number", "media").first()


def item_of(enrolment: Enrolment, activity: Activity) -> ReleaseItem | None:
    """The activity's place in the enrolment's release."""
    return ReleaseItem.objects.filter(release=enrolment.release_id, activity=activity).first()


def watched_row(enrolment: Enrolment, activity: Activity) -> WatchedSpans | None:
    """The stored union, if the activity was ever opened."""
    return WatchedSpans.objects.filter(enrolment=enrolment, activity=activity).first()


def watching(row: WatchedSpans | None, version: ActivityVersion, share: float) -> Watching:
    """The union as it stands for the film of this version; another film's seconds do not count."""
    duration = float(version.media.get("duration") or 0)
    if row is None or row.film != version.media.get("video", ""):
        return Watching([], duration, share)
    return Watching(arithmetic.clamp(row.spans, duration), duration, share, min(row.position, duration))


@dataclass(frozen=True)
class Line:
    """One line of the outline beside a lesson."""

    activity: Activity
    required: bool
    done_at: datetime | None


def outline(release: CourseRelease, enrolment: Enrolment) -> list[Line]:
    """The release's activities in order, each with when this learner did it."""
    done = ActivityProgress.objects.filter(enrolment=enrolment, activity=OuterRef("activity"))
    rows = (
        ReleaseItem.objects.filter(release=release)
        .select_related("activity")
        .annotate(done_at=Subquery(done.values("completed_at")[:1]))
        .order_by("position")
    )
    return [Line(row.activity, row.required, row.done_at) for row in rows]
