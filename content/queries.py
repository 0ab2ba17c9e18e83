"""Questions of the public pages, answered from the shelf."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, F, Min, Q, QuerySet

from common.vietnamese import fold
from content.models import ShelfItem
from content.topics import TOPICS, Topic
from courses.models.course import Family

Kind = ShelfItem.Kind
NO_WORD = re.compile(r"[\W_]+")
MOST_FOUND = 30
NEXT = 3
SHOWN_OF_A_VERSION = ("title", "summary", "body_html", "media", "facts", "published_at")


@dataclass(frozen=True)
class Tile:
    """A service on the home: how many tutorials and the fewest bytes one costs."""

    topic: Topic
    count: int
    bytes: int | None


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
    rows = on_shelf(Kind.COURSE).annotate(audience=F("page__coursepage__audience"))
    rows = rows.filter(audience__in=family.audiences) if family else rows
    return [(row, row.audience) for row in rows]


def tutorials() -> QuerySet[ShelfItem]:
    """All tutorials."""
    return on_shelf(Kind.TUTORIAL)


def tutorial(slug: str) -> ShelfItem | None:
    """One tutorial with what its page needs of the published version."""
    return (
        ShelfItem.objects.filter(kind=Kind.TUTORIAL, slug=slug)
        .select_related("version")
        .only("topic", *(f"version__{name}" for name in SHOWN_OF_A_VERSION))
        .first()
    )


def others_like(item: ShelfItem) -> list[ShelfItem]:
    """The next tutorials of the same service, round to the beginning."""
    rows = list(tutorials().filter(topic=item.topic).only("title", "slug", "seconds", "bytes"))
    here = next((place for place, row in enumerate(rows) if row.pk == item.pk), 0)
    return (rows[here + 1 :] + rows[:here])[:NEXT]


def search(text: str) -> list[ShelfItem]:
    """What holds the words, or at least half of them; accents and case do not matter, the best match first."""
    words = [f" {word} " for word in index_words(text).split()]
    if not words:
        return []
    words[-1] = words[-1].rstrip()  # perhaps still being typed
    any_word = reduce(or_, (Q(search_text__contains=word) for word in words))
    rows = [(row, _missed(row.search_text, words)) for row in ShelfItem.objects.filter(any_word)]
    good = [(row, missed) for row, missed in rows if missed <= len(words) / 2]
    good.sort(
        key=lambda pair: (pair[1], _missed(index_words(pair[0].title), words), pair[0].kind != Kind.TUTORIAL)
    )
    return [row for row, _missed_words in good[:MOST_FOUND]]


def index_words(text: str) -> str:
    """Folded words with a space on either side, so that whole words can be looked for."""
    return f" {NO_WORD.sub(' ', fold(text)).strip()} "


def _missed(text: str, words: list[str]) -> int:
    return sum(word not in text for word in words)
