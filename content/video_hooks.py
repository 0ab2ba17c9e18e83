"""The studio's doors to videos: addresses, menu, script; imported by wagtail_hooks.py."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from content import studio_video, studio_viewing
from content.blocks.lesson import video_of
from content.models import LessonPage
from content.studio_video import permissions


@hooks.register("register_admin_urls")
def video_addresses() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [
        path("video/", studio_video.conversions, name="video_conversions"),
        path("video/<uuid:uuid>/trang-thai/", studio_video.state, name="video_state"),
        path("video/<uuid:uuid>/nguoi-xem/", studio_viewing.viewing, name="video_viewing"),
        path("video/<uuid:uuid>/thu-lai/", studio_video.try_again, name="video_try_again"),
        path("video/<uuid:uuid>/huy/", studio_video.call_off, name="video_call_off"),
    ]


@hooks.register("register_page_header_buttons")
def viewing_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a lesson to how its film is watched."""
    lesson = page.specific
    activity = lesson.activity if isinstance(lesson, LessonPage) else None
    video = video_of(lesson.body)[0] if activity else None
    if activity and video and lesson.permissions_for_user(user).can_edit():
        address = f"{reverse('video_viewing', args=[video.uuid])}?bai={activity.uuid}"
        yield Button(_("Người xem video"), address, icon_name="view", priority=6)


class VideoMenuItem(MenuItem):
    """Shown to those who may work with videos."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(permissions.policy.user_has_any_permission(request.user, ["add", "change", "delete"]))


@hooks.register("register_reports_menu_item")
def conversions_menu_item() -> MenuItem:
    """Conversions among the studio's reports."""
    return VideoMenuItem(
        _("Chuyển đổi video"),
        reverse("video_conversions"),
        name="video-conversions",
        icon_name="wagtailmedia-video",
    )


@hooks.register("construct_main_menu")
def call_media_video(request: HttpRequest, items: list[MenuItem]) -> None:
    """There is only video here, so the menu says so."""
    for item in items:
        if item.name == "media":
            item.label = _("Video")
            item.icon_name = "wagtailmedia-video"


@hooks.register("insert_global_admin_js")
def progress_script() -> SafeString:
    """Small enough for every studio page: it does nothing where no video is shown."""
    return format_html('<script type="module" src="{}"></script>', static("js/studio-video.js"))


@hooks.register("insert_global_admin_css")
def progress_style() -> SafeString:
    """The look of the rows above."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/studio-video.css"))
