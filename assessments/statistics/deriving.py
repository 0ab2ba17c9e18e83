"""Everything a page shows of a test, from its kept sums: computed once, when the sums change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import median

from assessments.statistics import measures
from assessments.statistics.choices import choices
from assessments.statistics.flags import Figures, Flag, flags_of
from assessments.statistics.reliability import ALPHA, Item, Reliability, alpha_without, reliability
from assessments.statistics.sums import Sums, numbered


@dataclass(frozen=True)
class About:
    """What has to be known of a version: its question, its worth, its wrong options and its one right one."""

    question: int
    points: float
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived:
    """The figures of one version, with what to look at."""

    figures: Figures
    upper_lower: float | None
    flags: list[Flag]


def derived(
    paper: Sums, versions: Mapping[int, Sums], about: Mapping[int, About]
) -> tuple[Reliability | None, dict[int, Derived]]:
    """The test's reliability, and each version's figures."""
    items = _items(versions, about)
    trust = reliability(paper, list(items.values()))
    times = {version: measures.quantile(numbered(sums, "time"), 0.5) for version, sums in versions.items()}
    usual = [seconds for seconds in times.values() if seconds is not None]
    gains = _gains(paper, items, trust)
    found = {}
    for version, sums in versions.items():
        figures = Figures(
            n=sums["n"], facility=measures.facility(sums), discrimination=measures.discrimination(sums),
            alpha_gain=gains.get(about[version].question), seconds=times[version],
            usual_seconds=median(usual) if usual else None,
        )  # fmt: skip
        found[version] = _derived(figures, sums, about[version])
    return trust, found


def _derived(figures: Figures, sums: Sums, about: About) -> Derived:
    flags = flags_of(figures, choices(sums), about.wrong, about.right)
    return Derived(figures, measures.upper_lower(sums), flags)


def _items(versions: Mapping[int, Sums], about: Mapping[int, About]) -> dict[int, Item]:
    """The versions of one question are one item of the test."""
    found: dict[int, Item] = {}
    for version, sums in versions.items():
        known, points = about[version].question, about[version].points
        item = found.setdefault(known, Item(Counter(), points))
        item.sums.update(sums)
        found[known] = replace(item, points=points if item.points == points else None)
    return found


def _gains(paper: Sums, items: Mapping[int, Item], trust: Reliability | None) -> dict[int, float]:
    """By how much alpha is better without each question; only alpha knows that."""
    if trust is None or trust.method != ALPHA:
        return {}
    every = list(items.values())
    without = {question: alpha_without(paper, every, item) for question, item in items.items()}
    return {question: value - trust.value for question, value in without.items() if value is not None}
