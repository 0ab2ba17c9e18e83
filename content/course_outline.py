"""The outline of a course as its newest release fixed it."""

from dataclasses import dataclass
from typing import Any

from courses.models import ActivityVersion, Course, CourseRelease
from courses.models.activity import Kind
from courses.queries.releases import newest_release


@dataclass(frozen=True)
class OutlineLine:
    """One activity: its title, what kind of thing it is, about how long it takes."""

    title: str
    uuid: Any
    kind: str
    icon: str
    minutes: int
    required: bool


@dataclass(frozen=True)
class Outline:
    """A release and its lines; a course that was never released has none."""

    release: CourseRelease
    lines: list[OutlineLine]


ICONS = {Kind.VIDEO: "video", Kind.QUIZ: "list-checks", Kind.LESSON: "book-open", Kind.TUTORIAL: "play"}


def outline_of(course: Course | None) -> Outline | None:
    """Two or three queries, whatever the number of lessons."""
    release = newest_release(course) if course else None
    if release is None:
        return None
    items = list(release.items.select_related("activity"))
    facts = _facts([item.activity_id for item in items])
    return Outline(
        release,
        [
            OutlineLine(
                item.activity.title,
                item.activity.uuid,
                item.activity.get_kind_display(),
                ICONS[Kind(item.activity.kind)],
                facts.get(item.activity_id, {}).get("minutes", 0),
                item.required,
            )
            for item in items
        ],
    )


def _facts(activities: list[int]) -> dict[int, dict[str, Any]]:
    """Of the newest version of each."""
    rows = ActivityVersion.objects.filter(activity__in=activities).order_by("number")
    return dict(rows.values_list("activity_id", "facts"))
