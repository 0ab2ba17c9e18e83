"""A draft as its reader would meet it: the same templates, filled from a version that is not stored."""

from functools import singledispatch
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from assessments.rule_words import rule_lines
from common import clock
from content.commune_look import look_of as commune
from content.course_outline import outline_of
from content.freezing import freeze
from content.models import (
    ArticlePage,
    CaseStudyPage,
    CommunePage,
    CoursePage,
    LessonPage,
    QuizPage,
    TutorialPage,
)
from content.models.base import ActivityPage
from content.quiz_sample import sample_of
from content.quiz_sections import composition_of_page
from content.story_look import look_of as story
from content.views.tutorial import shown
from courses.film_questions import told
from courses.films import shown as film
from courses.models import Activity, ActivityVersion
from courses.queries.lesson import watching


@singledispatch
def preview(page: Page, request: HttpRequest) -> HttpResponse:
    """Pages that only hold others have nothing to preview."""
    raise NotImplementedError(type(page))


@preview.register
def _tutorial(page: TutorialPage, request: HttpRequest) -> HttpResponse:
    return render(
        request, "content/public/tutorial.html", {"page": page, **shown(_version(page), request.GET)}
    )


@preview.register
def _course(page: CoursePage, request: HttpRequest) -> HttpResponse:
    return render(request, "content/public/course.html", {"page": page, "outline": outline_of(page.course)})


@preview.register
def _lesson(page: LessonPage, request: HttpRequest) -> HttpResponse:
    version = _version(page)
    outputs = version.media.get("outputs", [])
    seen = watching(None, version, page.watch_share / 100) if outputs else None
    context = {
        "film": film(version.media, frugal=False, at=clock.now()),
        "seen": seen,
        "questions": [told(one) for one in version.facts.get("questions", [])] if seen else [],
        "preview": True,
        "player": {"spans": [], "gaps": seen.gaps if seen else []},
        **_around(page, version),
    }
    return render(request, "content/preview/lesson.html", context)


@preview.register
def _quiz(page: QuizPage, request: HttpRequest, *, sample: bool = False) -> HttpResponse:
    composition = composition_of_page(page)
    if sample:
        return render(request, "content/preview/sample.html", sample_of(page, composition))
    context = {
        "quiz": page,
        "asked": composition.asked,
        "rules": rule_lines(page),
        **_around(page, _version(page)),
    }
    return render(request, "content/preview/quiz.html", context)


@preview.register
def _article(page: ArticlePage, request: HttpRequest) -> HttpResponse:
    return render(request, "content/public/article.html", story(page))


@preview.register
def _case_study(page: CaseStudyPage, request: HttpRequest) -> HttpResponse:
    return render(request, "content/public/case_study.html", story(page))


@preview.register
def _commune(page: CommunePage, request: HttpRequest) -> HttpResponse:
    return render(request, "content/public/commune.html", commune(page, at=clock.now()))


def _version(page: ActivityPage) -> ActivityVersion:
    frozen = freeze(page)
    activity = page.activity or Activity(uuid=uuid4(), kind=frozen.kind, title=page.title)
    return ActivityVersion(activity=activity, title=page.title, published_at=clock.now(), **vars(frozen))


def _around(page: ActivityPage, version: ActivityVersion) -> dict[str, Any]:
    """The course beside the lesson; lines as the tree has them now."""
    course = page.get_parent()
    lines = [_line(sibling, page, version.activity) for sibling in course.get_children()]
    return {
        "version": version,
        "lesson": {"activity": version.activity},
        "course": {"title": course.title, "slug": course.slug},
        "lines": lines,
        "place": next(
            (place for place, line in enumerate(lines, 1) if line["activity"] == version.activity), 1
        ),
        "next": None,
    }


def _line(sibling: Page, page: Page, activity: Activity) -> dict[str, Any]:
    shown_as = activity if sibling.pk == page.pk else {"title": sibling.title}
    return {"activity": shown_as, "required": True, "address": "#"}
