"""Releasing a course from its pages."""

from datetime import datetime

from django.utils.translation import gettext as _

from common.errors import Conflict
from content.models import CoursePage
from content.public_cache import forget_public_pages
from content.release_plan import Plan, plan_of
from courses.models import CourseRelease
from courses.services.releases import release_course
from people.models import Account


def release_page(
    *, page: CoursePage, at: datetime, by: Account | None = None, notes: str = "", plan: Plan | None = None
) -> CourseRelease:
    """Freeze the plan (default: all live lessons as they stand) as the course's next release."""
    plan = plan or plan_of(page)
    if not plan.items:
        raise Conflict(_("Chưa có bài nào được xuất bản, nên chưa có gì để phát hành."))
    release = release_course(
        course=plan.course, items=plan.outline, title=plan.course.title, hours=plan.course.hours, notes=notes,
        at=at, by=by,
    )  # fmt: skip
    forget_public_pages()
    return release
