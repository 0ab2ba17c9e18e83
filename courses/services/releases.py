"""Releasing a course: an ordered, frozen outline that enrolments are pinned to."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from courses.models import Activity, Course, CourseRelease, ReleaseItem
from courses.models.activity import Kind
from courses.models.course import Audience
from courses.queries.releases import Impact, impact_of, newest_release
from courses.services.versions import publish_version, withdraw_activity
from people.models import Account, OrgUnit

__all__ = [
    "Impact",
    "OutlineItem",
    "ensure_course",
    "impact_of",
    "publish_version",
    "release_course",
    "withdraw_activity",
]


class OutlineItem(TypedDict):
    """One line of an outline as the bridge writes it."""

    activity: Activity
    minimum_version: int
    required: bool
    rule: dict[str, Any]


RULES = {
    "watch": lambda rule: (
        0 < rule.get("share", 0) <= 1
        and all(type(right) is bool for right in rule.get("questions", {}).values())
    ),
    "read": lambda rule: rule.get("seconds", -1) >= 0,
    "quiz": lambda rule: type(rule.get("submitted", False)) is bool,
}


@transaction.atomic
def ensure_course(
    *,
    code: str,
    slug: str,
    title: str,
    at: datetime,
    summary: str = "",
    audience: str = Audience.CADRE,
    hours: Decimal | float = 0,
    owner_unit: OrgUnit | None = None,
) -> Course:
    """The course of this code, made or brought up to date."""
    course, _made = Course.objects.update_or_create(
        code=code,
        defaults={
            "slug": slug, "title": title, "summary": summary, "audience": audience, "hours": hours,
            "owner_unit": owner_unit,
        },
        create_defaults={
            "slug": slug, "title": title, "summary": summary, "audience": audience, "hours": hours,
            "owner_unit": owner_unit, "created_at": at,
        },
    )  # fmt: skip
    return course


@transaction.atomic
def release_course(
    *,
    course: Course,
    items: Sequence[OutlineItem],
    title: str,
    hours: Decimal | float,
    notes: str = "",
    at: datetime,
    by: Account | None = None,
) -> CourseRelease:
    """Freeze the outline as the next release; when nothing changed, return the newest as it is."""
    _check(items)
    Course.objects.select_for_update().get(pk=course.pk)
    newest = newest_release(course)
    if newest and _same(newest, items, title, hours):
        return newest
    release = CourseRelease.objects.create(
        course=course, number=newest.number + 1 if newest else 1, title=title, hours=hours, notes=notes,
        released_at=at, released_by=by,
    )  # fmt: skip
    ReleaseItem.objects.bulk_create(
        ReleaseItem(release=release, position=position, **item)
        for position, item in enumerate(items, start=1)
    )
    return release


def _check(items: Sequence[OutlineItem]) -> None:
    if not any(item["required"] for item in items):
        raise DomainError(_("Khóa học cần ít nhất một bài bắt buộc."))
    if len({item["activity"].pk for item in items}) != len(items):
        raise DomainError(_("Mỗi bài chỉ được có một lần trong khóa học."))
    for item in items:
        _check_item(item)


def _check_item(item: OutlineItem) -> None:
    activity, rule = item["activity"], item["rule"]
    if activity.withdrawn_at:
        raise Conflict(_("Bài “%(title)s” đã gỡ, không phát hành được.") % {"title": activity.title})
    if not activity.versions.filter(number__gte=item["minimum_version"]).exists():
        raise DomainError(_("Bài “%(title)s” chưa xuất bản.") % {"title": activity.title})
    known = RULES.get(rule.get("kind", ""))
    if known is None or not known(rule) or (activity.kind == Kind.QUIZ) != (rule["kind"] == "quiz"):
        raise DomainError(
            _("Điều kiện hoàn thành của bài “%(title)s” không hợp lệ.") % {"title": activity.title}
        )


def _same(release: CourseRelease, items: Sequence[OutlineItem], title: str, hours: Decimal | float) -> bool:
    was = list(release.items.values_list("activity_id", "minimum_version", "required", "rule"))
    now = [(item["activity"].pk, item["minimum_version"], item["required"], item["rule"]) for item in items]
    return was == now and release.title == title and Decimal(str(release.hours)) == Decimal(str(hours))
