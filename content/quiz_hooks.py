"""The studio's doors to what a test is made of; imported by wagtail_hooks.py."""

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks

from content import studio_quiz
from content.question_chooser import question_chooser


@hooks.register("register_admin_viewset")
def chooser() -> Any:
    """The dialog in which a question is chosen."""
    return question_chooser


@hooks.register("register_admin_urls")
def quiz_addresses() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [path("kiem-tra/so-cau/", studio_quiz.counts, name="quiz_counts")]
