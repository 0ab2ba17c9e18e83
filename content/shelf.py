"""Puts live pages on the public shelf and takes them off; the shelf is derived and can be rebuilt."""

from functools import singledispatch
from typing import Any

from wagtail.models import Page

from content.finding import index_words
from content.models import (
    ArticlePage,
    CaseStudyPage,
    CommunePage,
    CoursePage,
    MaterialPage,
    ShelfItem,
    TutorialPage,
)
from content.rendering import body, plain
from courses.models import ActivityVersion

Kind = ShelfItem.Kind


def put(page: Page, version: ActivityVersion | None = None) -> None:
    """Show the page as published; other kinds of pages have no place of their own in public lists."""
    row = row_of(page, version)
    if row:
        row["search_text"] = index_words(
            " ".join([row.pop("named", page.title), row["summary"], row.pop("words", "")])
        )
        days = {"published_at": page.last_published_at, "first_published_at": page.first_published_at}
        defaults = {"slug": page.slug, "title": page.title, "version": version, **row, **days}
        ShelfItem.objects.update_or_create(page_id=page.pk, defaults=defaults)


def take_away(page: Page) -> None:
    """The page is not public any more."""
    ShelfItem.objects.filter(page_id=page.pk).delete()


@singledispatch
def row_of(page: Page, version: ActivityVersion | None) -> dict[str, Any]:
    """What the lists show of a page."""
    return {}


@row_of.register
def _tutorial(page: TutorialPage, version: ActivityVersion) -> dict[str, Any]:
    outputs = version.media.get("outputs", [])
    return {
        "kind": Kind.TUTORIAL,
        "topic": page.topic,
        "summary": page.summary,
        "seconds": version.media.get("duration", 0),
        "bytes": min((output["bytes"] for output in outputs), default=None),
        "words": " ".join([page.get_topic_display(), page.need_first, plain(version.body_html)]),
    }


@row_of.register
def _material(page: MaterialPage, version: None) -> dict[str, Any]:
    document = page.document
    return {
        "kind": Kind.MATERIAL,
        "summary": page.summary,
        "topic": page.topic,
        "audience": page.audience,
        "bytes": document.get_file_size(),
        "facts": {
            "type": document.file_extension.upper(),
            "url": document.url,
            "licence": page.licence,
            "credit": page.credit,
            "key": str(page.translation_key),
        },
    }


@row_of.register
def _course(page: CoursePage, version: None) -> dict[str, Any]:
    return {
        "kind": Kind.COURSE,
        "summary": page.summary,
        "audience": page.audience,
        "facts": {"code": page.code, "hours": float(page.hours), "audience": page.get_audience_display()},
        "words": f"{page.code} {page.outcomes} {page.who}",
    }


@row_of.register
def _article(page: ArticlePage, version: None) -> dict[str, Any]:
    words = plain(body(page.body))
    return _story(page, Kind.ARTICLE, words) | {"facts": {"kind": page.kind, "credit": page.credit}}


@row_of.register
def _case_study(page: CaseStudyPage, version: None) -> dict[str, Any]:
    words = " ".join([page.problem, page.result, *(str(step.value) for step in page.steps)])
    return _story(page, Kind.CASE, words) | {"facts": {"cost": page.cost}}


def _story(page: ArticlePage | CaseStudyPage, kind: str, words: str) -> dict[str, Any]:
    unit = page.commune
    return {
        "kind": kind,
        "summary": page.summary,
        "topic": page.topic,
        "audience": page.audience,
        "unit": unit,
        "words": f"{words} {unit.name if unit else ''}",
    }


@row_of.register
def _commune(page: CommunePage, version: None) -> dict[str, Any]:
    """Found by its bare name: the word for "commune" would find all of them."""
    unit = page.unit
    return {"kind": Kind.COMMUNE, "summary": page.lead, "unit": unit, "named": unit.name if unit else ""}
