"""Answers folded into counts, by any grouping at once; arithmetic only."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.surveys.items import Item, is_rating

Place = tuple[str, str]  # an item and its statement, "" where it has none


@dataclass
class Fold:
    """Counts of one group. `ratings` sums each respondent's mean of 1 to 5; who rated nothing is in `n` alone."""

    n: int = 0
    rated: int = 0
    satisfied: int = 0
    ratings: float = 0.0
    answered: Counter[Place] = field(default_factory=Counter)
    chosen: dict[Place, Counter[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, answers: Mapping[str, Any], items: Mapping[str, Item], satisfied_from: int) -> None:
        """Count one response; answers to items that are not asked any more are left out."""
        self.n += 1
        values: list[int] = []
        for name, answer in answers.items():
            if item := items.get(name):
                self._count(item, answer)
                values += map(int, answer.values()) if is_rating(item) else ()
        if values:
            mean = sum(values) / len(values)
            self.rated, self.ratings = self.rated + 1, self.ratings + mean
            self.satisfied += mean >= satisfied_from

    def take(self, other: "Fold") -> None:
        """Add another group's counts."""
        self.n, self.rated = self.n + other.n, self.rated + other.rated
        self.satisfied, self.ratings = self.satisfied + other.satisfied, self.ratings + other.ratings
        self.answered.update(other.answered)
        for place, counts in other.chosen.items():
            self.chosen.setdefault(place, Counter()).update(counts)
        for name, texts in other.texts.items():
            self.texts.setdefault(name, []).extend(texts)

    def _count(self, item: Item, answer: Any) -> None:
        name = item["id"]
        if isinstance(answer, str):
            self.answered[name, ""] += 1
            self.texts.setdefault(name, []).append(answer)
            return
        rows = answer if isinstance(answer, dict) else {"": answer}
        for row, value in rows.items():
            self.answered[name, row] += 1
            self.chosen.setdefault((name, row), Counter()).update(
                [value] if isinstance(value, str) else value
            )


@dataclass
class Folds:
    """The whole and each of its parts, by name of the grouping."""

    total: Fold = field(default_factory=Fold)
    groups: dict[str, dict[Hashable, Fold]] = field(default_factory=dict)

    def of(self, grouping: str) -> dict[Hashable, Fold]:
        """The folds of a grouping."""
        return self.groups.get(grouping, {})


Row = tuple[
    Mapping[str, Any], Mapping[str, Item], Mapping[str, Hashable]
]  # answers, items they answer, groups


def folded(rows: Iterable[Row], satisfied_from: int) -> Folds:
    """Every response counted in the whole and in its group of each grouping.

    Read once into the smallest cells, which are then added up: a response is dear, a cell is not.
    """
    cells: dict[tuple[tuple[str, Hashable], ...], Fold] = {}
    for answers, items, groups in rows:
        cells.setdefault(tuple(groups.items()), Fold()).add(answers, items, satisfied_from)
    result = Folds()
    for places, cell in cells.items():
        result.total.take(cell)
        for grouping, group in places:
            result.groups.setdefault(grouping, {}).setdefault(group, Fold()).take(cell)
    return result
