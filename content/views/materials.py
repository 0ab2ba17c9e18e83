"""Documents to take away, with their size before the download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content import queries
from content.public_cache import cached_public

KIND = queries.Kind.MATERIAL


@require_safe
@cached_public
def materials(request: HttpRequest) -> HttpResponse:
    """All documents."""
    return render(request, "content/public/materials.html", {"items": queries.on_shelf(KIND)})


@require_safe
@cached_public
def material(request: HttpRequest, slug: str) -> HttpResponse:
    """One document and what it is good for."""
    item = queries.on_shelf(KIND).filter(slug=slug).first()
    if item is None:
        raise Http404
    return render(request, "content/public/material.html", {"item": item})
