"""The three-question start: what for, which one, in which way. One tap each, and it ends at one tutorial."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.vietnamese import format_megabytes, format_minutes
from content import queries
from content.public_cache import cached_public
from content.topics import BY_SLUG
from content.views.shown import shown_tutorial
from content.ways import LISTEN, READ, WATCH, ways_of


@dataclass(frozen=True)
class Choice:
    """One answer to tap."""

    href: str
    label: Any
    note: str = ""
    icon: str = ""


@require_safe
@cached_public
def first(request: HttpRequest) -> HttpResponse:
    """What do you want to do? Only services that have a tutorial are offered."""
    filled = [tile.topic for tile in queries.tiles() if tile.count]
    choices = [
        Choice(reverse("start_topic", args=[one.slug]), one.question, str(one.title), one.icon)
        for one in filled
    ]
    return _question(request, 1, _("Bà con muốn làm gì?"), choices, reverse("home"))


@require_safe
@cached_public
def second(request: HttpRequest, slug: str) -> HttpResponse:
    """Which of the service's tutorials, said as what one can do afterwards."""
    if slug not in BY_SLUG:
        raise Http404
    items = list(queries.tutorials().filter(topic=slug))
    if len(items) == 1:
        return redirect("start_tutorial", slug=items[0].slug)
    choices = [
        Choice(reverse("start_tutorial", args=[item.slug]), item.title, item.summary) for item in items
    ]
    return _question(request, 2, _("Cụ thể là việc nào?"), choices, reverse("start"), BY_SLUG[slug].title)


@require_safe
@cached_public
def third(request: HttpRequest, slug: str) -> HttpResponse:
    """How: by watching, listening or reading; not asked when there is one way only."""
    shown = shown_tutorial(slug)
    item, media = shown.item, shown.version.media
    address, ways = reverse("tutorial", args=[slug]), ways_of(media)
    if ways == [READ]:
        return redirect(address)
    choices = [_way(address, way, media) for way in ways]
    back = reverse("start_topic", args=[item.topic])
    only = queries.tutorials().filter(topic=item.topic).count() == 1
    back = reverse("start") if only else back
    return _question(request, 3, _("Bà con muốn học cách nào?"), choices, back, shown.version.title)


def _way(address: str, way: str, media: dict[str, Any]) -> Choice:
    said = {
        WATCH: (_("Xem phim ngắn"), "play"),
        LISTEN: (_("Nghe như nghe loa"), "headphones"),
        READ: (_("Đọc từng bước, có hình"), "book-open"),
    }
    label, icon = said[way]
    note = _("Ít tốn mạng nhất")
    if way != READ:
        size = min(one["bytes"] for one in media["outputs" if way == WATCH else "audio"])
        note = f"{format_minutes(media.get('duration', 0))} · {format_megabytes(size)}"
    return Choice(f"{address}?cach={way}" if way != WATCH else address, label, note, icon)


def _question(
    request: HttpRequest, number: int, title: str, choices: list[Choice], back: str, about: Any = ""
) -> HttpResponse:
    """`about` tells one tab from another: the question is the same for each."""
    context = {"number": number, "title": title, "choices": choices, "back": back, "about": about}
    return render(request, "content/public/start.html", context)
