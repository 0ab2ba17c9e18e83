"""The villagers' pages: home, lists, search. No account, no script, no session."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content import finding, queries
from content.public_cache import cached_public
from content.topics import BY_SLUG, TOPICS

LONGEST_QUESTION = 100


@require_safe
@cached_public
def home(request: HttpRequest) -> HttpResponse:
    """One question, one search, seven tiles."""
    return render(request, "content/public/home.html", {"tiles": queries.tiles()})


@require_safe
@cached_public
def tutorials(request: HttpRequest) -> HttpResponse:
    """All tutorials under their seven services."""
    shelf: dict[str, list[object]] = {}
    for item in queries.tutorials():
        shelf.setdefault(item.topic, []).append(item)
    groups = [(topic, shelf[topic.slug]) for topic in TOPICS if topic.slug in shelf]
    return render(request, "content/public/tutorials.html", {"groups": groups})


@require_safe
@cached_public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The tutorials of one service."""
    if slug not in BY_SLUG:
        raise Http404
    items = queries.tutorials().filter(topic=slug)
    return render(request, "content/public/topic.html", {"topic": BY_SLUG[slug], "items": items})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was asked for, accents or not."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = finding.search(asked)
    context = {"asked": asked, "found": found.items, "guessed": found.guessed, "topics": TOPICS}
    return render(request, "content/public/search.html", context)
