"""Questions of the public pages, answered from the shelf."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Min, Q, QuerySet

from common.vietnamese import fold
from content.models import ShelfItem
from content.topics import TOPICS, Topic

Kind = ShelfItem.Kind
MOST_FOUND = 30
NEXT = 3


@dataclass(frozen=True)
class Tile:
    """A service on the home: how many tutorials and the fewest bytes one costs."""

    topic: Topic
    count: int
    bytes: int | None


def tiles() -> list[Tile]:
    """All seven, also those without a tutorial yet."""
    rows = (
        ShelfItem.objects.filter(kind=Kind.TUTORIAL).values("topic").annotate(n=Count("pk"), least=Min("bytes"))
    )
    found = {row["topic"]: row for row in rows}
    none = {"n": 0, "least": None}
    return [
        Tile(topic, found.get(topic.slug, none)["n"], found.get(topic.slug, none)["least"]) for topic in TOPICS
    ]


def on_shelf(kind: str) -> QuerySet[ShelfItem]:
    """Items of a kind in the order of the tree."""
    return ShelfItem.objects.filter(kind=kind).order_by("page__path").defer("search_text")


def tutorials() -> QuerySet[ShelfItem]:
    """All tutorials."""
    return on_shelf(Kind.TUTORIAL)


def tutorial(slug: str) -> ShelfItem | None:
    """One tutorial with its published version."""
    chosen = ShelfItem.objects.filter(kind=Kind.TUTORIAL, slug=slug).select_related("version__activity")
    return chosen.defer("search_text", "version__body").first()


def others_like(item: ShelfItem) -> list[ShelfItem]:
    """The next tutorials of the same service, round to the beginning."""
    rows = list(tutorials().filter(topic=item.topic))
    here = next((place for place, row in enumerate(rows) if row.pk == item.pk), 0)
    return (rows[here + 1 :] + rows[:here])[:NEXT]


def search(text: str) -> list[ShelfItem]:
    """What holds all words, else any of them; accents and case do not matter, titles come first."""
    words = fold(text).split()
    if not words:
        return []
    conditions = [Q(search_text__contains=word) for word in words]
    rows = ShelfItem.objects.order_by("page__path")
    found = rows.filter(*conditions)[:MOST_FOUND] or rows.filter(reduce(or_, conditions))[:MOST_FOUND]
    return sorted(found, key=lambda row: _rank(row, words))


def _rank(row: ShelfItem, words: list[str]) -> tuple[int, int, int]:
    title = fold(row.title)
    missed_in_title = sum(word not in title for word in words)
    return (sum(word not in row.search_text for word in words), missed_in_title, row.kind != Kind.TUTORIAL)
