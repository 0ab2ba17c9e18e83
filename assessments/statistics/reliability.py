"""How far a test's scores can be trusted: Cronbach's alpha, and what stands for it where papers are drawn at random.

Alpha (Cronbach, *Coefficient alpha and the internal structure of tests*, Psychometrika 16, 1951) needs learners who all
had the same questions. Of random papers each learner's questions are a sample of their own (persons by items within
persons, `i:p`, Brennan, *Generalizability Theory*, 2001, ch. 2; the same as ICC(1,k) of Shrout and Fleiss 1979): how hard
the drawn questions happened to be counts as error, so the figure is at most as high as alpha would be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from assessments.statistics.measures import spread
from assessments.statistics.sums import ONE, Sums

ALPHA, RANDOM = "alpha", "random"


@dataclass(frozen=True)
class Item:
    """A question of a test, all its versions together; `points` None when they were not worth the same."""

    sums: Sums
    points: float | None


@dataclass(frozen=True)
class Reliability:
    """`value` at most 1, below 0 when questions contradict each other; `method` says which of the two it is."""

    value: float
    method: str


def reliability(paper: Mapping[str, int], items: Sequence[Item]) -> Reliability | None:
    """Alpha where everybody had the same questions, else the reliability of random papers; None if neither is defined."""
    if same_paper(paper, items):
        value = _alpha(
            _variances(items), spread(paper["n"], paper["score"], paper["score2"]) * _worth(items) ** 2
        )
        return Reliability(value, ALPHA) if value is not None else None
    value = of_random_papers(paper)
    return Reliability(value, RANDOM) if value is not None else None


def same_paper(paper: Mapping[str, int], items: Sequence[Item]) -> bool:
    """Whether every attempt had every question, worth the same in each."""
    n = paper.get("n", 0)
    return n > 0 and all(item.sums["n"] == n and item.points is not None for item in items)


def alpha_without(paper: Mapping[str, int], items: Sequence[Item], left_out: Item) -> float | None:
    """Alpha of the same papers without one question; only where `same_paper` holds."""
    others = [item for item in items if item is not left_out]
    rest = left_out.sums
    return _alpha(_variances(others), spread(rest["m"], rest["r"], rest["r2"]) * _worth(others) ** 2)


def _variances(items: Sequence[Item]) -> list[float]:
    return [
        spread(item.sums["n"], item.sums["x"], item.sums["x2"]) * (item.points or 0) ** 2 for item in items
    ]


def _worth(items: Sequence[Item]) -> float:
    return sum(item.points or 0 for item in items)


def _alpha(variances: Sequence[float], of_scores: float) -> float | None:
    k = len(variances)
    return k / (k - 1) * (1 - sum(variances) / of_scores) if k > 1 and of_scores > 0 else None


def of_random_papers(paper: Mapping[str, int]) -> float | None:
    """From the analysis of variance of parts earned between and within papers, every question counted alike."""
    n, k = paper.get("n", 0), paper.get("k", 0)
    if n < 2 or k <= n:
        return None
    between = (paper["between"] - paper["x"] ** 2 / k) / (n - 1)
    within = (paper["x2"] - paper["between"]) / (k - n)
    usual = (k - paper["k2"] / k) / (n - 1)  # questions a paper, where papers differ in length
    persons = (between - within) / usual
    total = persons + within / (k / n)
    return persons / total if total > 0 else None


def score_deviation(paper: Mapping[str, int]) -> float:
    """The standard deviation of scores, in percent points."""
    return 100 / ONE * sqrt(spread(paper["n"], paper["score"], paper["score2"]))


def error_of_score(deviation: float, value: float) -> float:
    """The standard error of measurement of one score, in the unit of the deviation."""
    return deviation * sqrt(1 - min(1.0, max(0.0, value)))
