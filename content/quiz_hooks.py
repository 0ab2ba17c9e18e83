"""The studio's doors to what a test is made of, what it taught and what was said of it; imported by wagtail_hooks.py."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from content import studio_opinions, studio_quiz
from content.models import QuizPage
from content.question_chooser import question_chooser


@hooks.register("register_admin_viewset")
def chooser() -> Any:
    """The dialog in which a question is chosen."""
    return question_chooser


@hooks.register("register_admin_urls")
def quiz_addresses() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [
        path("kiem-tra/so-cau/", studio_quiz.counts, name="quiz_counts"),
        path("kiem-tra/<int:page_id>/tien-bo/", studio_quiz.gain, name="quiz_gain"),
        path("y-kien/", studio_opinions.index, name="opinion_list"),
        path("y-kien/<slug:code>/<uuid:course>/", studio_opinions.of_course, name="opinion_course"),
    ]


@hooks.register("register_page_header_buttons")
def gain_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a test with a pre-test to what was gained."""
    test = page.specific
    if isinstance(test, QuizPage) and test.pre_test_id and test.permissions_for_user(user).can_edit():
        yield Button(
            _("Mức tiến bộ"), reverse("quiz_gain", args=[page.pk]), icon_name="order-up", priority=10
        )
