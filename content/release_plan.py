"""The next release of a course, as it would be: lessons in the order of the tree, what each asks, what is left out."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import Conflict
from common.vietnamese import NBSP, format_minutes
from content.models import CoursePage
from content.models.base import ActivityPage
from courses.film_questions import demands
from courses.models import ActivityVersion, Course, CourseRelease, ReleaseItem
from courses.models.activity import Kind
from courses.queries.releases import Impact, impact_of, newest_release
from courses.services.releases import OutlineItem

MATERIAL = ActivityVersion.Weight.MATERIAL
LEAST_READING, MOST_READING = 30, 300  # seconds
READING_SHARE = 0.25  # of the minutes a trainer estimates: a fast reader must not be held up


@dataclass(frozen=True)
class PlannedItem:
    """One lesson or test of the next release; `previous` is its line in the newest one."""

    page: ActivityPage
    version: ActivityVersion
    substance: int
    previous: ReleaseItem | None
    required: bool
    renewed: bool
    is_pre_test: bool = False

    @property
    def can_be_renewed(self) -> bool:
        """New substance since the newest release: it may be demanded, or not."""
        return self.previous is not None and self.previous.minimum_version < self.substance

    @property
    def minimum_version(self) -> int:
        """The version below which a completion does not count."""
        if self.previous is None or (self.can_be_renewed and self.renewed):
            return self.substance
        return self.previous.minimum_version

    @cached_property
    def rule(self) -> dict[str, Any]:
        """What completes it, from what was published."""
        if self.version.kind == Kind.QUIZ:
            return {"kind": "quiz"} | ({"submitted": True} if self.is_pre_test else {})
        if self.version.media.get("outputs"):
            questions = demands(self.version.facts.get("questions", []))
            asked = {"questions": questions} if questions else {}
            return {"kind": "watch", "share": self.version.facts["watch_share"], **asked}
        seconds = round(self.version.facts["minutes"] * 60 * READING_SHARE)
        return {"kind": "read", "seconds": min(MOST_READING, max(LEAST_READING, seconds))}

    @property
    def rule_in_words(self) -> str:
        """The same for people."""
        if self.is_pre_test:
            return _("nộp bài (đầu vào, không cần đạt)")
        if self.rule["kind"] == "quiz":
            return _("đạt từ %(percent)s số câu") % {
                "percent": f"{self.version.facts['pass_percent']}{NBSP}%"
            }
        if self.rule["kind"] == "watch":
            percent = f"{round(self.rule['share'] * 100)}{NBSP}%"
            watched = _("xem thật ít nhất %(percent)s video") % {"percent": percent}
            asked = self.rule.get("questions", {})
            return _and_answered(watched, len(asked), sum(asked.values()))
        return _("mở đọc ít nhất %(time)s rồi xác nhận") % {"time": format_minutes(self.rule["seconds"])}


@dataclass(frozen=True)
class Plan:
    """What would be released, what would not and why, and what it means for those who learn."""

    page: CoursePage
    course: Course
    newest: CourseRelease | None
    items: list[PlannedItem]
    left_out: list[ActivityPage]

    @property
    def number(self) -> int:
        return self.newest.number + 1 if self.newest else 1

    @cached_property
    def outline(self) -> list[OutlineItem]:
        """For courses' `release_course`."""
        return [
            OutlineItem(
                activity=item.version.activity,
                minimum_version=item.minimum_version,
                required=item.required,
                rule=item.rule,
            )
            for item in self.items
        ]

    @cached_property
    def impact(self) -> Impact:
        return impact_of(self.course, self.outline)


def plan_of(
    page: CoursePage, *, required: Collection[int] | None = None, renewed: Collection[int] = ()
) -> Plan:
    """The next release of a published course page; choices are page ids, None for "as last time".

    Only what is live goes in: a draft is nobody's to learn.
    """
    if page.course is None:
        raise Conflict(_("Hãy xuất bản trang khóa học trước khi phát hành."))
    newest = newest_release(page.course)
    previous = {item.activity_id: item for item in newest.items.all()} if newest else {}
    lessons = [child for child in page.get_children().specific() if isinstance(child, ActivityPage)]
    live = [lesson for lesson in lessons if lesson.live and lesson.activity_id]
    versions = _versions([lesson.activity_id for lesson in live])
    pre_tests = {found[-1].facts.get("pre_test") for found in versions.values()}
    items = [
        PlannedItem(
            page=lesson,
            version=versions[lesson.activity_id][-1],
            substance=max(v.number for v in versions[lesson.activity_id] if v.weight == MATERIAL),
            previous=previous.get(lesson.activity_id),
            required=_required(lesson, previous, required),
            renewed=lesson.pk in renewed,
            is_pre_test=str(versions[lesson.activity_id][-1].activity.uuid) in pre_tests,
        )
        for lesson in live
    ]
    return Plan(page, page.course, newest, items, [lesson for lesson in lessons if lesson not in live])


def _and_answered(watched: str, asked: int, rightly: int) -> str:
    """The condition of a film with the questions in it, for people."""
    if not asked:
        return watched
    words = ngettext(
        "%(watched)s và trả lời %(n)d câu hỏi trong video",
        "%(watched)s và trả lời %(n)d câu hỏi trong video",
        asked,
    ) % {"watched": watched, "n": asked}
    return words + (_(" (%(n)d câu phải đúng)") % {"n": rightly} if rightly else "")


def _versions(activities: list[int]) -> dict[int, list[ActivityVersion]]:
    """Of each activity, oldest first, without their text."""
    rows = ActivityVersion.objects.filter(activity__in=activities).order_by("number")
    found: dict[int, list[ActivityVersion]] = {}
    for version in rows.select_related("activity").defer("body", "body_html"):
        found.setdefault(version.activity_id, []).append(version)
    return found


def _required(lesson: ActivityPage, previous: dict[int, ReleaseItem], chosen: Collection[int] | None) -> bool:
    if chosen is not None:
        return lesson.pk in chosen
    before = previous.get(lesson.activity_id)
    return before.required if before else True
