"""What a version of each kind of page holds: taken at publication, rendered once, never looked up again."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import singledispatch
from typing import Any

from django.urls import reverse
from django.utils.html import linebreaks

from content import rendering
from content.blocks.lesson import film_block, video_of
from content.film_questions import frozen_questions
from content.models import LessonPage, QuizPage, TutorialPage, Video
from content.models.base import ActivityPage
from content.posters import small_poster
from content.quiz_sections import composition_of_page, frozen_sections
from content.video.manifest import manifest
from courses.models.activity import Kind


@dataclass(frozen=True)
class Frozen:
    """The arguments of courses' `publish_version` that come from a page."""

    kind: str
    summary: str
    body: list[Any]
    body_html: str
    media: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


@singledispatch
def freeze(page: ActivityPage) -> Frozen:
    """The page as learners will meet it."""
    raise NotImplementedError(type(page))


@freeze.register
def _lesson(page: LessonPage) -> Frozen:
    video, title = video_of(page.body)
    questions = frozen_questions(film_block(page.body))
    return Frozen(
        kind=page.activity.kind if page.activity else Kind.VIDEO if video else Kind.LESSON,
        summary=page.summary,
        body=page.body.get_prep_value(),
        body_html=rendering.body(page.body),
        media=_film(video, title),
        facts={
            "minutes": page.minutes,
            "watch_share": page.watch_share / 100,
            **({"poster": small_poster(video)} if video else {}),
            **({"questions": questions} if questions else {}),
            **_guide(page),
        },
    )


@freeze.register
def _quiz(page: QuizPage) -> Frozen:
    rule = {"pass_percent": page.pass_percent, "attempts_allowed": page.attempts_allowed}
    shuffles = {name: getattr(page, name) for name in ("shuffle_questions", "shuffle_options")}
    before = page.pre_test.activity if page.pre_test else None
    return Frozen(
        kind=Kind.QUIZ,
        summary=page.intro,
        body=[],
        body_html=linebreaks(page.intro, autoescape=True) if page.intro else "",
        facts={
            "minutes": page.minutes,
            "sections": frozen_sections(composition_of_page(page)),
            **({"pre_test": str(before.uuid)} if before else {}),
            **shuffles,
            **rule,
            **_sitting(page),
        },
    )


def _sitting(page: QuizPage) -> dict[str, Any]:
    """The rules of a sitting that were set; what is usual is left out, as in versions from before they were."""
    fields: dict[str, Any] = {name: QuizPage._meta.get_field(name) for name in QuizPage.RULES}
    values = {
        name: getattr(page, name)
        for name, rule in fields.items()
        if getattr(page, name) != rule.get_default()
    }
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


@freeze.register
def _tutorial(page: TutorialPage) -> Frozen:
    return Frozen(
        kind=Kind.TUTORIAL,
        summary=page.summary,
        body=page.steps.get_prep_value(),
        body_html=rendering.tutorial(page),
        media=_film(page.video, page.title),
        facts={
            "address": reverse("tutorial", args=[page.slug or "ban-nhap"]),
            "topic": page.topic,
            "need_first": page.need_first,
            "check": [_question(block.value) for block in page.check_questions],
            "do_now": {"label": page.do_now_label, "url": page.do_now_url},
            "help_contact": rendering.prose(page.help_contact),
            "picture": _first_picture(page),
            "poster": small_poster(page.video) if page.video else "",
            **_guide(page),
        },
    )


def _guide(page: LessonPage | TutorialPage) -> dict[str, Any]:
    """What was written for helpers; left out where nothing was, as in versions from before it could be."""
    return {"guide": page.written_guide} if page.written_guide else {}


def _film(video: Video | None, title: str) -> dict[str, Any]:
    return {**manifest(video), "title": title} if video else {}


def _question(value: Any) -> dict[str, Any]:
    return {
        "question": value["question"],
        "options": [{"text": option["text"], "correct": option["correct"]} for option in value["options"]],
        "feedback_right": value["feedback_right"],
        "feedback_wrong": value["feedback_wrong"],
    }


def _first_picture(page: TutorialPage) -> str:
    """Shown where a poster would be, and to those a link is sent to."""
    pictures = [block.value["picture"] for block in page.steps if block.value["picture"]]
    return rendering.shrunk(pictures[0], rendering.WIDTH).url if pictures else ""
