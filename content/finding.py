"""Search on the shelf: whole words first, then what they were probably meant to be. Two questions to the database."""

import re
from dataclasses import dataclass

from common.vietnamese import fold
from content.likely_words import SHORT_FORMS, meant
from content.models import ShelfItem

NO_WORD = re.compile(r"[\W_]+")
MOST_FOUND = 30
MOST_WORDS = 12
GUESSED = 0.5  # of a word: better than missing, worse than there
Row = tuple[int, str, str, str]


@dataclass(frozen=True)
class Found:
    """The items, the best first; `guessed` when some word stands nowhere as it was typed."""

    items: list[ShelfItem]
    guessed: bool = False


@dataclass(frozen=True)
class Asked:
    """One word as it is looked for: itself, or what it may have been meant to be."""

    forms: tuple[str, ...]
    guessed: bool = False

    def missed(self, text: str) -> float:
        """0 when it is there, 1 when not."""
        if any(form in text for form in self.forms):
            return GUESSED if self.guessed else 0
        return 1


def index_words(text: str) -> str:
    """Folded words with a space on either side, so that whole words can be looked for."""
    return f" {NO_WORD.sub(' ', fold(text)).strip()} "


def search(text: str) -> Found:
    """What holds the words, or at least half of them; accents, case and slips are forgiven."""
    words = _typed(text)
    if not words:
        return Found([])
    rows: list[Row] = list(ShelfItem.objects.values_list("pk", "kind", "title", "search_text"))
    asked = _asked(words, [row[3] for row in rows])
    good = sorted((key, row[0]) for row in rows if (key := _key(row, asked))[0] <= len(asked) / 2)
    best = [pk for _key_of_row, pk in good[:MOST_FOUND]]
    items = ShelfItem.objects.defer("search_text").in_bulk(best)
    return Found([items[pk] for pk in best if pk in items], bool(best) and any(one.guessed for one in asked))


def _typed(text: str) -> list[str]:
    words = index_words(text).split()
    return " ".join(SHORT_FORMS.get(word, word) for word in words).split()[:MOST_WORDS]


def _asked(words: list[str], texts: list[str]) -> list[Asked]:
    """The last word is perhaps still being typed, so its beginning is enough."""
    forms = [f" {word}" if place == len(words) - 1 else f" {word} " for place, word in enumerate(words)]
    unknown = {
        word for word, form in zip(words, forms, strict=True) if not any(form in text for text in texts)
    }
    known = {word for text in texts for word in text.split()} if unknown else set()
    return [
        _guess(word, known) if word in unknown else Asked((form,))
        for word, form in zip(words, forms, strict=True)
    ]


def _guess(word: str, known: set[str]) -> Asked:
    found = meant(word, known)
    return Asked(tuple(f" {one} " for one in sorted(found)), guessed=bool(found))


def _key(row: Row, asked: list[Asked]) -> tuple[float, float, bool]:
    _pk, kind, title, text = row
    in_title = index_words(title)
    missed = sum(one.missed(text) for one in asked)
    return missed, sum(one.missed(in_title) for one in asked), kind != ShelfItem.Kind.TUTORIAL
