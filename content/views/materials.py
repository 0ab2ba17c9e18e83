"""Documents to take away, with their size before the download and what may be done with them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from content import queries, story_queries
from content.licences import DEEDS, Licence, label_of
from content.models import MaterialPage, ShelfItem
from content.printing.whole import READABLE
from content.public_cache import cached_public
from content.services.takings import count_taking
from content.story_queries import Sifted
from content.topics import TOPICS
from content.views.shown import nothing_at
from content.views.taps import is_a_tap
from courses.models.course import Audience
from people.throttle import asks_too_often

KIND = queries.Kind.MATERIAL
PER_MINUTE = 60


@require_safe
@cached_public
def materials(request: HttpRequest) -> HttpResponse:
    """All documents, or those for somebody, of a service, free to reuse."""
    sifted, taken = Sifted.of(request.GET.dict()), story_queries.takings()
    rows = story_queries.narrowed(queries.on_shelf(KIND), sifted)
    context = {
        "items": [(item, label_of(item.facts.get("licence", "")), _taken(item, taken)) for item in rows],
        "sifted": sifted,
        "topics": TOPICS,
        "audiences": Audience.choices,
    }
    return render(request, "content/public/materials.html", context)


@require_safe
@cached_public
def material(request: HttpRequest, slug: str) -> HttpResponse:
    """One document and what it is good for."""
    item = _item(slug)
    licence = item.facts.get("licence", "")
    context: dict[str, Any] = {
        "item": item,
        "file": queries.file_version(item.page_id),
        "licence": label_of(licence),
        "deed": DEEDS.get(Licence(licence), "") if licence else "",
        "taken": story_queries.takings_of(item.facts["key"]) if "key" in item.facts else 0,
        "is_readable": item.facts.get("type") in READABLE,
        "audience": dict(Audience.choices).get(item.audience, ""),
    }
    return render(request, "content/public/material.html", context)


@never_cache
@require_safe
def taken_away(request: HttpRequest, slug: str) -> HttpResponse:
    """Counted, then on to the file."""
    item = _item(slug)
    if is_a_tap(request) and "key" in item.facts and not asks_too_often(request, "tai-ve", PER_MINUTE):
        count_taking(material=UUID(item.facts["key"]), at=clock.now())
    return redirect(item.facts["url"])


def _item(slug: str) -> ShelfItem:
    item = queries.on_shelf(KIND).filter(slug=slug).first()
    if item is None:
        raise nothing_at(slug, MaterialPage)
    return item


def _taken(item: ShelfItem, taken: dict[str, int]) -> int:
    return taken.get(item.facts.get("key", ""), 0)
