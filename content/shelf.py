"""Puts live pages on the public shelf and takes them off; the shelf is derived and can be rebuilt."""

from functools import singledispatch
from typing import Any

from wagtail.models import Page

from content.models import CoursePage, MaterialPage, ShelfItem, TutorialPage
from content.queries import index_words
from content.rendering import plain
from courses.models import ActivityVersion

Kind = ShelfItem.Kind


def put(page: Page, version: ActivityVersion | None = None) -> None:
    """Show the page as published; other kinds of pages have no place of their own in public lists."""
    row = row_of(page, version)
    if row:
        row["search_text"] = index_words(" ".join([page.title, row["summary"], row.pop("words", "")]))
        defaults = {"slug": page.slug, "title": page.title, "version": version, **row}
        ShelfItem.objects.update_or_create(
            page_id=page.pk, defaults=defaults | {"published_at": page.last_published_at}
        )


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
        "bytes": document.get_file_size(),
        "facts": {"type": document.file_extension.upper(), "url": document.url},
    }


@row_of.register
def _course(page: CoursePage, version: None) -> dict[str, Any]:
    return {
        "kind": Kind.COURSE,
        "summary": page.summary,
        "facts": {"code": page.code, "hours": float(page.hours), "audience": page.get_audience_display()},
        "words": f"{page.code} {page.outcomes} {page.who}",
    }
