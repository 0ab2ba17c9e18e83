"""What stands on the page of an article or a case study, published or as a draft."""

from typing import Any

from django.conf import settings

from content import story_queries
from content.licences import DEEDS, Licence, label_of
from content.models import ArticlePage, CaseStudyPage
from content.pictures import WIDTH, shrunk
from content.rendering import body
from content.video.manifest import manifest


def look_of(page: ArticlePage | CaseStudyPage) -> dict[str, Any]:
    """The template's context."""
    commune = page.commune
    blocks = page.body if isinstance(page, ArticlePage) else page.photos
    media = manifest(page.video) if page.video else {}
    films = sorted(media.get("outputs", []), key=lambda output: output["bytes"])
    return {
        "page": page,
        "commune": commune,
        "commune_slug": story_queries.page_slug_of(commune),
        "body_html": body(blocks),
        "picture": shrunk(page.image, WIDTH) if page.image else None,
        "film": films[0] if films else None,
        "media": media,
        "site_address": settings.SITE_ADDRESS,
        "licence": label_of(page.licence),
        "deed": DEEDS.get(Licence(page.licence), "") if page.licence else "",
    }
