"""The way from a course in the studio to what became of its learners."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from content.models import CoursePage
from content.studio_home import course_pages_of


@hooks.register("register_page_header_buttons")
def results_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On a released course's own screens, for those who may change it."""
    course = page.specific
    if not isinstance(course, CoursePage) or not course.course or not course.course.releases.exists():
        return
    if course_pages_of(user).filter(pk=course.pk).exists():
        address = reverse("course_funnel", args=[course.course.uuid])
        yield Button(_("Kết quả học"), address, icon_name="view", priority=7)


@hooks.register("register_admin_menu_item")
def results_menu_item() -> MenuItem:
    """All of one's courses."""
    return MenuItem(
        _("Kết quả học"), reverse("course_results"), name="course-results", icon_name="view", order=250
    )
