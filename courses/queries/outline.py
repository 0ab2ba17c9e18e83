"""The outline of a learner's course: every activity with when it was done and how long it takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FloatField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from common.prepared import Prepared, Row
from courses.models import Activity, ActivityProgress, ActivityVersion, CourseRelease, Enrolment, ReleaseItem


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
    return [
        Line(_activity(row), required=row[4], rule=row[5], done_at=row[6], minutes=row[7], duration=row[8])
        for row in _OUTLINE.all(release.pk, enrolment.pk)
    ]


def _activity(row: Row) -> Activity:
    return Activity(pk=row[0], uuid=row[1], kind=row[2], title=row[3])


def _ask_outline(release: int, enrolment: int) -> QuerySet[ReleaseItem, Any]:
    done = ActivityProgress.objects.filter(enrolment=enrolment, activity=OuterRef("activity"))
    newest = ActivityVersion.objects.filter(activity=OuterRef("activity")).order_by("-number")
    return (
        ReleaseItem.objects.filter(release=release)
        .annotate(
            done_at=Subquery(done.values("completed_at")[:1]),
            minutes=_number(newest, "facts__minutes"),
            duration=_number(newest, "media__duration"),
        )
        .order_by("position")
        .values_list(
            "activity_id", "activity__uuid", "activity__kind", "activity__title", "required", "rule", "done_at",
            "minutes", "duration",
        )
    )  # fmt: skip


_OUTLINE = Prepared(_ask_outline)


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
