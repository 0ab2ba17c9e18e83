"""“Tải tại nhà văn hóa”: where the wifi costs nothing, and whole services to keep with one tap."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content import queries
from content.public_cache import cached_public


@require_safe
@cached_public
def points(request: HttpRequest) -> HttpResponse:
    """Packs first, then the places by commune."""
    rows = queries.wifi_points()
    communes = [(unit, list(group)) for unit, group in groupby(rows, key=lambda row: row.unit)]
    packs = [pack for pack in queries.packs() if pack.count]
    return render(request, "content/public/wifi.html", {"packs": packs, "communes": communes})
