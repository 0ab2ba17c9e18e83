"""Questions of the pages of news, case studies, materials and communes, answered from the shelf."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from content.licences import REUSABLE
from content.models import MaterialTally, ShelfItem
from content.models.commune import CommunePage
from content.topics import BY_SLUG
from courses.models.course import Audience
from people.models import OrgUnit

Kind = ShelfItem.Kind
SHOWN = (
    "kind",
    "slug",
    "title",
    "summary",
    "seconds",
    "bytes",
    "facts",
    "first_published_at",
    "unit__full_name",
)


@dataclass(frozen=True)
class Sifted:
    """What a list was narrowed to; words that mean nothing are left out."""

    topic: str = ""
    audience: str = ""
    kind: str = ""
    reusable: bool = False

    @classmethod
    def of(cls, asked: dict[str, str], kinds: Iterable[str] = ()) -> "Sifted":
        """From an address' query."""
        topic, audience, kind = asked.get("viec", ""), asked.get("danh-cho", ""), asked.get("loai", "")
        return cls(
            topic=topic if topic in BY_SLUG else "",
            audience=audience if audience in Audience.values else "",
            kind=kind if kind in kinds else "",
            reusable=asked.get("dung-lai") == "1",
        )


def newest(kind: str, sifted: Sifted | None = None) -> QuerySet[ShelfItem]:
    """Of a kind, the newest first, with the commune each is from."""
    rows = ShelfItem.objects.filter(kind=kind).select_related("unit").only(*SHOWN)
    return narrowed(rows, sifted or Sifted()).order_by("-first_published_at", "-pk")


def narrowed(rows: QuerySet[ShelfItem], sifted: Sifted) -> QuerySet[ShelfItem]:
    """Only what was asked for."""
    rows = rows.filter(topic=sifted.topic) if sifted.topic else rows
    rows = rows.filter(audience=sifted.audience) if sifted.audience else rows
    rows = rows.filter(facts__kind=sifted.kind) if sifted.kind else rows
    return rows.filter(facts__licence__in=REUSABLE) if sifted.reusable else rows


def of_commune(units: set[int], most: int) -> list[ShelfItem]:
    """The newest news and case studies of a commune, also under its earlier names."""
    rows = ShelfItem.objects.filter(unit__in=units, kind__in=[Kind.ARTICLE, Kind.CASE])
    return list(rows.only(*SHOWN[:-1]).order_by("-first_published_at", "-pk")[:most])


def picked(page: CommunePage) -> list[ShelfItem]:
    """What the editor picked and is still public, in the editor's order."""
    wanted = [block["value"] for block in page.picks.raw_data if block["value"]]
    found = {
        item.page_id: item for item in ShelfItem.objects.filter(page__in=wanted).only(*SHOWN[:-1], "page")
    }
    return [found[key] for key in dict.fromkeys(wanted) if key in found]


def communes() -> QuerySet[ShelfItem]:
    """All communes with a page, in Vietnamese order; former ones are reached by their links only."""
    rows = ShelfItem.objects.filter(kind=Kind.COMMUNE, unit__valid_to=None).select_related("unit")
    return rows.only("kind", "slug", "title", "unit__name", "unit__kind").order_by("unit__sort_key")


def page_slug_of(unit: OrgUnit | None) -> str:
    """The commune's page, if it is public."""
    if unit is None:
        return ""
    found = ShelfItem.objects.filter(kind=Kind.COMMUNE, unit=unit).values_list("slug", flat=True).first()
    return found or ""


def takings() -> dict[str, int]:
    """How often each material was taken away, by its key."""
    rows = MaterialTally.objects.values_list("material").annotate(n=Sum("number"))
    return {str(material): number for material, number in rows}


def takings_of(material: UUID | str) -> int:
    """The same of one."""
    total = MaterialTally.objects.filter(material=material).aggregate(n=Sum("number"))["n"]
    return int(total or 0)


def everything_public() -> list[tuple[ShelfItem, datetime]]:
    """What a search engine may list."""
    rows = ShelfItem.objects.only("kind", "slug", "published_at").order_by("kind", "slug")
    return [(item, item.published_at) for item in rows]
