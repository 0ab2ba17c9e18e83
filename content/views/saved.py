"""Tutorials kept on a phone: the page that lists them, and what there is to fetch for each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from content import queries
from content.models import ShelfItem
from content.public_cache import cached_public
from content.sign_wire import SLUG
from content.topics import BY_SLUG
from courses.saving import parcel
from courses.saving_words import words

MOST = 100  # tutorials asked for at once


@require_safe
@cached_public
def saved(request: HttpRequest) -> HttpResponse:
    """The same for everybody: the phone itself fills in what it keeps, with a line or without."""
    return render(request, "content/public/saved.html")


@require_safe
def parcels(request: HttpRequest) -> HttpResponse:
    """Files and bytes of a topic's tutorials, or of those named by `bai`; `gone` are named and no longer public."""
    topic, asked = request.GET.get("chu-de"), request.GET.getlist("bai")[:MOST]
    if topic is not None and topic not in BY_SLUG:
        raise Http404
    slugs = [one for one in asked if SLUG.fullmatch(one)]
    items = list(queries.tutorials_to_keep(topic=topic, slugs=slugs))
    found = {item.slug for item in items}
    told = {
        "items": [_parcel(item) for item in items],
        "gone": [slug for slug in asked if slug not in found],
        "words": words(),
    }
    return JsonResponse(told, headers={"Cache-Control": "no-cache"})


def _parcel(item: ShelfItem) -> dict[str, Any]:
    version = item.version
    assert version is not None  # every tutorial on the shelf has one
    return {"slug": item.slug, **parcel(version, reverse("tutorial", args=[item.slug]), version.media)}
