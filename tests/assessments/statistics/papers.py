"""Small tests written as tables: a row a learner, a column a question, a cell the part earned (None: not asked)."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from assessments.statistics.deriving import About
from assessments.statistics.reliability import Item
from assessments.statistics.sums import Given, Sums, add_paper

Row = Sequence[float | None]


def counted(table: Sequence[Row], points: Sequence[float] = ()) -> tuple[Sums, dict[int, Sums]]:
    """The sums of a whole table; every question is worth one point unless told."""
    paper: Sums = Counter()
    versions: dict[int, Sums] = defaultdict(Counter)
    for row in table:
        add_paper(paper, versions, answers(row, points), seconds=600)
    return paper, versions


def answers(row: Row, points: Sequence[float] = ()) -> list[Given]:
    """A learner's row as answers."""
    worth = points or [1.0] * len(row)
    return [
        Given(number, part, worth[number], ("right" if part == 1 else "wrong",), 30.0)
        for number, part in enumerate(row)
        if part is not None
    ]


def items(versions: dict[int, Sums], points: Sequence[float] = ()) -> list[Item]:
    """Each version as a question of its own."""
    return [Item(sums, points[number] if points else 1.0) for number, sums in sorted(versions.items())]


def about(*questions: int) -> dict[int, About]:
    """Versions 0, 1, … of these questions, one point each."""
    return {version: About(question, 1.0) for version, question in enumerate(questions)}
