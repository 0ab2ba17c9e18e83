"""Questions of the lesson page and its heartbeat: as few as can be, they are asked all day long."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

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
    """One line of a course's outline, as one learner meets it."""

    activity: Activity
    required: bool
    rule: dict[str, Any]
    done_at: datetime | None
    minutes: float | None
    duration: float | None

    @property
    def address(self) -> str:
        """Where the activity is met; one stable address for every kind."""
        return f"/hoc/{self.activity.uuid}/"

    @property
    def seconds(self) -> float:
        """How long it takes: the film, else the reading time its author gave."""
        return self.duration or 60 * (self.minutes or 0)


def outline(release: CourseRelease, enrolment: Enrolment) -> list[Line]:
    """The release's activities in order, each with when this learner did it, in one query."""
    done = ActivityProgress.objects.filter(enrolment=enrolment, activity=OuterRef("activity"))
    newest = ActivityVersion.objects.filter(activity=OuterRef("activity")).order_by("-number")
    rows = (
        ReleaseItem.objects.filter(release=release)
        .select_related("activity")
        .annotate(
            done_at=Subquery(done.values("completed_at")[:1]),
            minutes=_number(newest, "facts__minutes"),
            duration=_number(newest, "media__duration"),
        )
        .order_by("position")
    )
    return [
        Line(row.activity, row.required, row.rule, row.done_at, row.minutes, row.duration) for row in rows
    ]


def _number(versions: QuerySet[ActivityVersion], key: str) -> Subquery:
    """A number inside the newest version's JSON, on either database."""
    return Subquery(versions.annotate(number_in=Cast(KT(key), FloatField())).values("number_in")[:1])


def next_line(lines: list[Line], after: Activity | None = None) -> Line | None:
    """The first thing not done behind an activity, else the first not done at all; required ones go first."""
    places = [line.activity.pk for line in lines]
    here = places.index(after.pk) + 1 if after and after.pk in places else 0
    order = [*lines[here:], *lines[:here]]
    left = [
        line for line in order if line.done_at is None and (after is None or line.activity.pk != after.pk)
    ]
    return next((line for line in left if line.required), left[0] if left else None)
