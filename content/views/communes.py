"""The communes' own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common import clock
from content import story_queries
from content.commune_look import look_of
from content.models import CommunePage
from content.public_cache import cached_public


@require_safe
@cached_public
def communes(request: HttpRequest) -> HttpResponse:
    """All communes of today."""
    return render(request, "content/public/communes.html", {"items": story_queries.communes()})


@require_safe
@cached_public
def commune(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them, also of former days."""
    page = get_object_or_404(CommunePage.objects.live().select_related("unit", "image"), slug=slug)
    return render(request, "content/public/commune.html", look_of(page, at=clock.now()))
