"""For the commune's loudspeakers: a pack of one tutorial, and all of them as a feed that radio software follows."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock
from common.vietnamese import clean
from content import queries
from content.printing.broadcast import pack
from content.public_cache import cached_public
from content.views.shown import shown_tutorial
from people.throttle import asks_too_often, later

PER_MINUTE = 30
MOST = 100


@require_safe
def loudspeaker_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """MP3, script, slot sheet."""
    version = shown_tutorial(slug).version
    if asks_too_often(request, "goi-loa", PER_MINUTE):
        return later(request)
    address = _absolute(reverse("tutorial", args=[slug])).split("://")[-1].rstrip("/")
    with translation.override("vi"):
        folder = pack(version, address, clock.today())
    return HttpResponse(
        folder, "application/zip", headers={"Content-Disposition": f'attachment; filename="loa-{slug}.zip"'}
    )


@require_safe
@cached_public
def podcast(request: HttpRequest) -> HttpResponse:
    """RSS of the tutorials that have sound; the MP3 is the enclosure."""
    with translation.override("vi"):
        feed = Rss201rev2Feed(
            title=_("Lớp Số · bài phát loa"), link=_absolute("/"), language="vi", feed_url=_absolute(reverse("podcast")),
            description=_("Bài hướng dẫn ngắn cho bà con, dùng cho đài truyền thanh xã."),
        )  # fmt: skip
    told = (
        (item, item.version.media.get("loudspeaker")) for item in queries.newest_tutorials() if item.version
    )
    heard = [(item, sound) for item, sound in told if sound]
    for item, sound in heard[:MOST]:
        link = _absolute(reverse("tutorial", args=[item.slug]))
        feed.add_item(
            title=clean(item.title), link=link, description=clean(item.summary), unique_id=link, pubdate=item.published_at,
            enclosures=[Enclosure(_absolute(sound["url"]), str(sound["bytes"]), "audio/mpeg")],
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), "application/rss+xml; charset=utf-8")


def _absolute(path: str) -> str:
    return path if "://" in path else settings.SITE_ADDRESS.rstrip("/") + path
