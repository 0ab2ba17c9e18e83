"""What of the counts may be told: groups below the threshold, and what would give them away, are left blank."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from assessments.kinds import plain
from assessments.surveys.folding import Fold, Folds, Place
from assessments.surveys.items import WRITTEN, Item, is_rating
from assessments.surveys.suppression import hidden, is_shown

NUMBERS = re.compile(r"\d[\d .-]{6,}\d")  # telephones and identity cards that people leave in free text


@dataclass(frozen=True)
class Cell:
    """A group's figures; None is "too few to tell". `percent` are the satisfied among those who rated."""

    n: int | None
    percent: float | None = None
    mean: float | None = None


@dataclass(frozen=True)
class Bar:
    """One answer's share in percent of those who answered."""

    label: str
    percent: float


@dataclass(frozen=True)
class Statement:
    """One statement or question with its distribution; `n` None means too few to tell."""

    label: str
    n: int | None
    bars: list[Bar]
    percent: float | None = None
    mean: float | None = None


@dataclass(frozen=True)
class Answers:
    """An item with what was answered."""

    title: str
    kind: str
    statements: list[Statement]
    texts: list[str]


def cell(fold: Fold, k: int) -> Cell:
    """The figures of a whole."""
    return _cell(fold, is_shown(fold.n, k), is_shown(fold.rated, k))


def cells(folds: Mapping[Hashable, Fold], k: int) -> dict[Hashable, Cell]:
    """The figures of groups that make up a published whole."""
    unsaid = hidden({key: fold.n for key, fold in folds.items()}, k)
    unrated = hidden({key: fold.rated for key, fold in folds.items()}, k, also=unsaid)
    return {key: _cell(fold, key not in unsaid, key not in unrated) for key, fold in folds.items()}


def _cell(fold: Fold, is_counted: bool, is_rated: bool) -> Cell:
    n = fold.n if is_counted else None
    if not (is_rated and fold.rated):
        return Cell(n)
    return Cell(n, round(100 * fold.satisfied / fold.rated, 1), round(fold.ratings / fold.rated, 2))


def answers_of_all(folds: Folds, items: list[Item], k: int, satisfied_from: int) -> list[Answers]:
    """Every item over everybody."""
    return _answers(
        folds.total, items, satisfied_from, lambda place: is_shown(folds.total.answered[place], k)
    )


def answers_of_group(
    folds: Mapping[Hashable, Fold], key: Hashable, items: list[Item], k: int, satisfied_from: int
) -> list[Answers]:
    """Every item over one group; what is too small is judged statement by statement, among all the groups."""
    unsaid = hidden({one: fold.n for one, fold in folds.items()}, k)

    def is_told(place: Place) -> bool:
        sizes = {one: fold.answered[place] for one, fold in folds.items()}
        return key in sizes and key not in hidden(sizes, k, also=unsaid)

    return _answers(folds.get(key) or Fold(), items, satisfied_from, is_told)


def _answers(fold: Fold, items: list[Item], least: int, is_told: Callable[[Place], bool]) -> list[Answers]:
    return [
        Answers(
            plain(item["text"]), item["kind"],
            [_statement(fold, item, place, label, least, is_told) for place, label in _places(item)],
            _texts(fold, item) if is_told((item["id"], "")) else [],
        )
        for item in items
    ]  # fmt: skip


def _places(item: Item) -> list[tuple[Place, str]]:
    if item["kind"] == "likert":
        return [((item["id"], str(place)), plain(row)) for place, row in enumerate(item["rows"])]
    return [((item["id"], ""), "")]


def _statement(
    fold: Fold, item: Item, place: Place, label: str, least: int, is_told: Callable[[Place], bool]
) -> Statement:
    n, counts = fold.answered[place], fold.chosen.get(place, Counter[str]())
    if not is_told(place) or not n:
        return Statement(label, None if n else 0, [])
    if item["kind"] in WRITTEN:
        return Statement(label, n, [])
    bars = [Bar(text, round(100 * counts.get(value, 0) / n, 1)) for value, text in _choices(item)]
    if not is_rating(item):
        return Statement(label, n, bars)
    good = sum(count for value, count in counts.items() if int(value) >= least)
    mean = sum(int(value) * count for value, count in counts.items()) / n
    return Statement(label, n, bars, round(100 * good / n, 1), round(mean, 2))


def _choices(item: Item) -> list[tuple[str, str]]:
    if item["kind"] == "likert":
        return [(step["value"], step["text"]) for step in item["scale"]]
    return [(option["id"], plain(option["text"])) for option in item["options"]]


def _texts(fold: Fold, item: Item) -> list[str]:
    """Sorted, so that their order tells nothing; numbers that lead to a person are covered."""
    found = fold.texts.get(item["id"], []) if item["kind"] in WRITTEN else []
    return sorted(NUMBERS.sub("…", text) for text in found)
