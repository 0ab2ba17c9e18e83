"""The studio as trainers see it: our colours, our panels, the release of a course, nothing that is not theirs."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from assessments.bank_scope import kept_quizzes
from assessments.studio.doors import WRITE
from content import (
    copied_pairs,
    draft_hooks,
    printed_hooks,
    quiz_hooks,
    studio_labels,
    studio_release,
    upload_hooks,
    video_hooks,
    wifi_hooks,
)
from content.models import CoursePage, QuizPage
from content.studio_home import ConversionsPanel, MyCoursesPanel, may_release

__all__ = [
    "copied_pairs",
    "draft_hooks",
    "printed_hooks",
    "quiz_hooks",
    "studio_labels",
    "upload_hooks",
    "video_hooks",
    "wifi_hooks",
]
NOT_OURS = {"help", "reports:aging-pages", "reports:page-types-usage", "reports:workflow-tasks"}
NOT_OURS |= {"settings:sites", "settings:locales"}


@hooks.register("insert_global_admin_css")
def studio_style() -> SafeString:
    """Our tokens through Wagtail's own variables."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/studio.css"))


@hooks.register("register_admin_urls")
def release_address() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [path("khoa-hoc/<int:page_id>/phat-hanh/", studio_release.release, name="course_release")]


@hooks.register("register_page_header_buttons")
def release_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On a course's own screens, for those who may."""
    course = page.specific
    if isinstance(course, CoursePage) and may_release(course, user):
        address = reverse("course_release", args=[page.pk])
        yield Button(_("Phát hành khóa học"), address, icon_name="upload", priority=5)


@hooks.register("register_page_header_buttons")
def statistics_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On a published test's own screens, for those who write questions and answer for the test."""
    test = page.specific
    if not isinstance(test, QuizPage) or not test.activity or not user.has_perm(WRITE):
        return
    if kept_quizzes(user).filter(activity=test.activity).exists():
        address = reverse("quiz_statistics", args=[test.activity.uuid])
        yield Button(_("Thống kê"), address, icon_name="table", priority=6)


class ReleaseMenuItem(ActionMenuItem):
    """Beside "publish", which is another thing: it shows the page, this fixes what must be learnt."""

    name = "action-release"
    label = _("Phát hành khóa học…")
    icon_name = "upload"
    order = 60

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        return (
            context["view"] == "edit"
            and isinstance(page, CoursePage)
            and may_release(page, context["request"].user)
        )

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("course_release", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def release_menu_item() -> ReleaseMenuItem:
    """In the menu at the foot of the editor."""
    return ReleaseMenuItem()


@hooks.register("construct_homepage_panels")
def our_panels(request: HttpRequest, panels: list[Any]) -> None:
    """What awaits the trainer comes first."""
    panels[:0] = [MyCoursesPanel(), ConversionsPanel()]


@hooks.register("construct_main_menu")
def main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own help speaks to its developers."""
    items[:] = [item for item in items if item.name not in NOT_OURS]


@hooks.register("construct_reports_menu")
def reports_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Reports about pages that nobody here asks for."""
    items[:] = [item for item in items if f"reports:{item.name}" not in NOT_OURS]


@hooks.register("construct_settings_menu")
def settings_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """One site, in one tree: nothing to set."""
    items[:] = [item for item in items if f"settings:{item.name}" not in NOT_OURS]
