"""What other programs read: news as RSS and Atom, the site map, and what robots should leave alone."""

from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.vietnamese import clean
from content import story_queries
from content.models import CommunePage, ShelfItem
from content.public_cache import cached_public
from content.story_queries import Kind
from people.queries.tree import UnitTree

Feed = Rss201rev2Feed | Atom1Feed
MOST = 30
PLACES = ("home", "start", "tutorials", "catalogue", "materials", "articles", "case_studies", "communes")
NOT_FOR_ROBOTS = (
    "/nhan-su/",
    "/cua-toi/",
    "/tai-khoan/",
    "/quan-tri/",
    "/vao/",
    "/q/",
    "/tim/",
    "/xac-minh/",
)


@require_safe
@cached_public
def articles_rss(request: HttpRequest) -> HttpResponse:
    """The newest articles."""
    return _answer(_feed(Rss201rev2Feed, list(story_queries.newest(Kind.ARTICLE)[:MOST]), "articles_rss"))


@require_safe
@cached_public
def articles_atom(request: HttpRequest) -> HttpResponse:
    """The same in the other dialect."""
    return _answer(_feed(Atom1Feed, list(story_queries.newest(Kind.ARTICLE)[:MOST]), "articles_atom"))


@require_safe
@cached_public
def commune_rss(request: HttpRequest, slug: str) -> HttpResponse:
    """News and case studies of one commune, for its own portal."""
    page = get_object_or_404(CommunePage.objects.live().select_related("unit"), slug=slug, unit__isnull=False)
    units = UnitTree.load().predecessors(page.unit_id or 0) | {page.unit_id or 0}
    items = story_queries.of_commune(units, MOST)
    return _answer(_feed(Rss201rev2Feed, items, "commune_rss", slug, of=page))


@require_safe
@cached_public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with the day of its last publication."""
    lines = [f"<url><loc>{_absolute(reverse(name))}</loc></url>" for name in PLACES]
    lines += [
        f"<url><loc>{escape(_absolute(item.address))}</loc><lastmod>{day.date().isoformat()}</lastmod></url>"
        for item, day in story_queries.everything_public()
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return HttpResponse("\n".join([head, *lines, "</urlset>\n"]), "application/xml; charset=utf-8")


@require_safe
@cached_public
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages only; the rest asks to sign in anyway."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    return HttpResponse("\n".join([*lines, f"Sitemap: {_absolute(reverse('sitemap'))}\n"]), "text/plain")


def _feed(
    dialect: type[Feed], items: list[ShelfItem], name: str, *args: str, of: CommunePage | None = None
) -> Feed:
    with translation.override("vi"):
        home = reverse("commune", args=[of.slug]) if of else reverse("articles")
        feed = dialect(
            title=f"{clean(of.title)} · {_('Lớp Số')}" if of else _("Lớp Số · tin"), link=_absolute(home), language="vi",
            description=_("Tin, chuyên đề, mô hình hay về chuyển đổi số ở xã, ấp."),
            feed_url=_absolute(reverse(name, args=args)),
        )  # fmt: skip
    for item in items:
        link = _absolute(item.address)
        feed.add_item(
            title=clean(item.title), link=link, description=clean(item.summary), unique_id=link,
            pubdate=item.first_published_at, author_name=clean(item.facts.get("credit", "")) or None,
        )  # fmt: skip
    return feed


def _answer(feed: Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), feed.content_type)


def _absolute(path: str) -> str:
    return settings.SITE_ADDRESS.rstrip("/") + path
