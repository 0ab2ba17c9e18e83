"""The studio's first page: my courses, and the films still being converted."""

from typing import Any

from django.db.models import Count, Q
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.models import CoursePage, Video
from content.video.progress import progress_of_all

SHOWN = 8


class MyCoursesPanel(Component):
    """Courses this person may change, the latest worked on first, with what awaits publication or release."""

    name = "my_courses"
    order = 10
    template_name = "content/studio/my_courses.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        courses = (
            course_pages_of(user)
            .select_related("course")
            .annotate(releases=Count("course__releases"))
            .order_by("-latest_revision_created_at")[:SHOWN]
        )
        return {"rows": [(course, _drafts(course), may_release(course, user)) for course in courses]}


class ConversionsPanel(Component):
    """Nothing is shown when nothing runs."""

    name = "conversions"
    order = 20
    template_name = "content/studio/conversions_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = Video.objects.filter(status__in=[Video.Status.PENDING, Video.Status.WORKING])
        return {"rows": progress_of_all(waiting.order_by("created_at")[:SHOWN])}


def course_pages_of(user: Any) -> Any:
    """Pages of courses that this person may change."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change").type(CoursePage)
    return CoursePage.objects.filter(pk__in=pages.values("pk"))


def may_release(course: CoursePage, user: Any) -> bool:
    """Whoever may publish the page."""
    return bool(course.course_id and course.permissions_for_user(user).can_publish())


def _drafts(course: CoursePage) -> int:
    """Lessons with something that learners do not see yet."""
    waiting = Q(live=False) | Q(has_unpublished_changes=True)
    return Page.objects.child_of(course).filter(waiting).count()
