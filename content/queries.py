"""Questions of the public pages, answered from the shelf."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery, Sum

from common.prepared import Prepared
from content.models import ClaimedTutorial, MaterialVersion, ShelfItem, WifiPoint
from content.topics import TOPICS, Topic
from courses.models import Activity, ActivityVersion
from courses.models.activity import Kind as ActivityKind
from courses.models.course import Family

Kind = ShelfItem.Kind
NEXT = 3
SHOWN_OF_A_VERSION = ("activity", "number", "title", "summary", "body_html", "media", "facts", "published_at")


@dataclass(frozen=True)
class Tile:
    """A service on the home: how many tutorials and the fewest bytes one costs."""

    topic: Topic
    count: int
    bytes: int | None


@dataclass(frozen=True)
class Pack:
    """All tutorials of a service: how many, and what their smallest films weigh together."""

    topic: Topic
    count: int
    bytes: int


def packs() -> list[Pack]:
    """One query; the exact bytes, pictures included, are told before anything is fetched."""
    rows = ShelfItem.objects.filter(kind=Kind.TUTORIAL).values("topic")
    sums = {
        row["topic"]: (row["n"], row["sum"] or 0) for row in rows.annotate(n=Count("pk"), sum=Sum("bytes"))
    }
    return [Pack(topic, *sums.get(topic.slug, (0, 0))) for topic in TOPICS]


def wifi_points() -> QuerySet[WifiPoint]:
    """Open ones, commune after commune."""
    rows = WifiPoint.objects.filter(is_open=True).select_related("unit")
    return rows.order_by("unit__sort_key", "unit_id", "name")


def claimed_by(person_id: int) -> list[dict[str, Any]]:
    """What somebody understood, with the address where it still stands; one query."""
    standing = ShelfItem.objects.filter(kind=Kind.TUTORIAL, version__activity=OuterRef("activity"))
    rows = ClaimedTutorial.objects.filter(person=person_id).annotate(
        slug=Subquery(standing.values("slug")[:1])
    )
    found: Any = rows.values("activity__title", "understood_on", "slug")  # as plain dicts
    return list(found)


def tiles() -> list[Tile]:
    """All seven, also those without a tutorial yet."""
    rows = (
        ShelfItem.objects.filter(kind=Kind.TUTORIAL)
        .values("topic")
        .annotate(n=Count("pk"), least=Min("bytes"))
    )
    found: dict[str, tuple[int, int | None]] = {row["topic"]: (row["n"], row["least"]) for row in rows}
    return [Tile(topic, *found.get(topic.slug, (0, None))) for topic in TOPICS]


def on_shelf(kind: str) -> QuerySet[ShelfItem]:
    """Items of a kind in the order of the tree."""
    return ShelfItem.objects.filter(kind=kind).order_by("page__path").defer("search_text", "version", "page")


def courses(family: Family | None = None) -> list[tuple[ShelfItem, str]]:
    """All courses, or those for one family of readers, each with the audience that its page names."""
    rows = on_shelf(Kind.COURSE).annotate(said=F("page__coursepage__audience"))
    rows = rows.filter(said__in=family.audiences) if family else rows
    return [(row, row.said) for row in rows]


def tutorials() -> QuerySet[ShelfItem]:
    """All tutorials."""
    return on_shelf(Kind.TUTORIAL)


def tutorial(slug: str) -> ShelfItem | None:
    """One tutorial with what its page needs of the published version."""
    found: ShelfItem | None = _TUTORIAL.object(slug)
    return found


def _ask_tutorial(slug: str) -> QuerySet[ShelfItem]:
    rows = ShelfItem.objects.filter(kind=Kind.TUTORIAL, slug=slug).select_related("version")
    return rows.only("topic", "slug", *(f"version__{name}" for name in SHOWN_OF_A_VERSION))


_TUTORIAL = Prepared(_ask_tutorial)


def tutorials_to_keep(*, topic: str | None, slugs: list[str]) -> QuerySet[ShelfItem]:
    """Of one topic, else those named, with what a device needs of their versions; one query."""
    rows = on_shelf_with_versions().filter(version__isnull=False)
    return rows.filter(topic=topic) if topic else rows.filter(slug__in=slugs)


def on_shelf_with_versions() -> QuerySet[ShelfItem]:
    """Tutorials with their published versions, in the order of the tree."""
    rows = ShelfItem.objects.filter(kind=Kind.TUTORIAL).select_related("version").order_by("page__path")
    return rows.only("topic", "slug", *(f"version__{name}" for name in SHOWN_OF_A_VERSION))


def activities_of(slugs: Collection[str]) -> dict[str, int]:
    """The activities of tutorials on show, by address; one query."""
    rows = ShelfItem.objects.filter(kind=Kind.TUTORIAL, slug__in=slugs, version__isnull=False)
    return dict(rows.values_list("slug", "version__activity"))


def lessons() -> QuerySet[Activity]:
    """Every lesson that can be printed, with its newest title."""
    kinds = (ActivityKind.LESSON, ActivityKind.VIDEO)
    return Activity.objects.filter(kind__in=kinds, withdrawn_at=None, versions__isnull=False).distinct()


def printable(key: str) -> ActivityVersion | None:
    """The newest version of a tutorial by its slug, or of a lesson by its uuid."""
    item = tutorial(key)
    if item:
        return item.version
    lesson = lessons().filter(uuid=key).first() if is_uuid(key) else None
    return lesson.versions.order_by("-number").first() if lesson else None


def printable_documents() -> QuerySet[ShelfItem]:
    """Every document on the shelf, by title."""
    return on_shelf(Kind.MATERIAL).order_by("title")


def document_of(page_id: int | None) -> ShelfItem | None:
    """A document where it stands now; none while it is not public."""
    return on_shelf(Kind.MATERIAL).filter(page=page_id).first()


def file_version(page_id: int) -> MaterialVersion:
    """The file that a public document hands out now, with its number."""
    return MaterialVersion.objects.filter(page=page_id).latest("number")


def is_uuid(text: str) -> bool:
    """What is typed into an address may be anything."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def slug_of(activity_id: int) -> str | None:
    """Where a tutorial stands now; none while it is not public."""
    on_show = ShelfItem.objects.filter(kind=Kind.TUTORIAL, version__activity=activity_id)
    return on_show.values_list("slug", flat=True).first()


def newest_tutorials() -> QuerySet[ShelfItem]:
    """With the media of their versions, the newest first."""
    rows = (
        ShelfItem.objects.filter(kind=Kind.TUTORIAL)
        .select_related("version")
        .order_by("-published_at", "-pk")
    )
    return rows.only("title", "slug", "summary", "published_at", "version__media")


def others_like(item: ShelfItem) -> list[ShelfItem]:
    """The next tutorials of the same service, round to the beginning."""
    rows = _OF_TOPIC.objects(item.topic)
    here = next((place for place, row in enumerate(rows) if row.pk == item.pk), 0)
    return (rows[here + 1 :] + rows[:here])[:NEXT]


_OF_TOPIC = Prepared(lambda topic: tutorials().filter(topic=topic).only("title", "slug", "seconds", "bytes"))
