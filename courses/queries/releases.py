"""Questions about releases: the newest, and what the next one would mean for those who learn now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from courses.models import Activity, Course, CourseRelease, EnrolmentProgress
from courses.models.progress import State


@dataclass(frozen=True)
class Impact:
    """What a trainer must know before releasing; `not_started`, `midway`… count learners enrolled now."""

    unchanged: bool
    not_started: int
    midway: int
    completed: int
    excused: int
    new_required: list[Activity]
    renewed: list[Activity]
    dropped: list[Activity]

    @property
    def asks_more(self) -> bool:
        """Whether a learner mid-way who is moved would have more to do."""
        return bool(self.new_required or self.renewed)


def newest_release(course: Course) -> CourseRelease | None:
    """The release that new learners get; None before the first."""
    return course.releases.order_by("-number").first()


def impact_of(course: Course, items: Sequence[Mapping[str, Any]]) -> Impact:
    """Compare an outline (as for `release_course`) with the newest release; completions always stand."""
    newest = newest_release(course)
    rows = newest.items.select_related("activity") if newest else []
    was = {row.activity_id: row for row in rows}
    required = [item for item in items if item["required"]]
    asked = {item["activity"].pk for item in required}
    old = [(row.activity_id, row.minimum_version, row.required, row.rule) for row in rows]
    new = [(item["activity"].pk, item["minimum_version"], item["required"], item["rule"]) for item in items]
    return Impact(
        unchanged=old == new,
        new_required=[item["activity"] for item in required if not _required(was, item)],
        renewed=[
            item["activity"]
            for item in required
            if _required(was, item) and item["minimum_version"] > was[item["activity"].pk].minimum_version
        ],
        dropped=[row.activity for row in rows if row.required and row.activity_id not in asked],
        **_counts(course),
    )


def _required(was: Mapping[int, Any], item: Mapping[str, Any]) -> bool:
    row = was.get(item["activity"].pk)
    return row is not None and row.required


def _counts(course: Course) -> dict[str, int]:
    people = EnrolmentProgress.objects.filter(enrolment__learner__merged_into__isnull=True)
    return people.filter(enrolment__course=course).aggregate(
        not_started=Count("pk", filter=Q(state=State.NOT_STARTED)),
        midway=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        completed=Count("pk", filter=Q(state=State.COMPLETED)),
        excused=Count("pk", filter=Q(state=State.EXCUSED)),
    )
