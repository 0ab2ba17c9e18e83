"""What a question's figures say should be looked at; codes with the numbers behind them, the words are the studio's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.statistics.choices import Choice

FEWEST = 30  # below that a figure is chance, and nothing is flagged
EASY, HARD = 0.95, 0.2
IDLE = 0.01  # a wrong option that fewer choose distracts nobody
FALLS = 0.005  # by how much alpha is better without a question before it is worth a word
SLOW, SLOWEST = 3.0, 60.0  # times the usual time of a question, and at least so many seconds

Flag = dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """What is known of a question; None where a figure is not defined."""

    n: int
    facility: float | None
    discrimination: float | None
    alpha_gain: float | None = None
    seconds: float | None = None
    usual_seconds: float | None = None


def flags_of(
    figures: Figures, chosen: Mapping[str, Choice], wrong: Collection[str], right: Collection[str]
) -> list[Flag]:
    """Most pressing first; `wrong` and `right` are the options of a question with one right answer, else empty."""
    if figures.n < FEWEST:
        return []
    key = [{"code": "key", "option": label} for label in wrong if _outdoes(chosen, label, right)]
    return [*key, *_of_figures(figures), *_idle(chosen, wrong)]


def _outdoes(chosen: Mapping[str, Choice], label: str, right: Collection[str]) -> bool:
    """Whether the best third prefers a wrong option to the right one."""
    best = max((_high(chosen.get(one)) for one in right), default=1.0)
    return bool(right) and _high(chosen.get(label)) > best


def _high(choice: Choice | None) -> float:
    return choice.thirds[-1] if choice and choice.thirds else 0.0


def _of_figures(figures: Figures) -> list[Flag]:
    tests = [
        ("negative", figures.discrimination, lambda value: value < 0),
        ("hard", figures.facility, lambda value: value < HARD),
        ("easy", figures.facility, lambda value: value > EASY),
        ("alpha", figures.alpha_gain, lambda value: value > FALLS),
        ("slow", figures.seconds, lambda value: _is_slow(value, figures.usual_seconds)),
    ]
    return [
        {"code": code, "value": round(value, 4)}
        for code, value, holds in tests
        if value is not None and holds(value)
    ]


def _is_slow(seconds: float, usual: float | None) -> bool:
    return usual is not None and seconds > SLOWEST and seconds > SLOW * usual


def _idle(chosen: Mapping[str, Choice], wrong: Collection[str]) -> list[Flag]:
    idle = [label for label in wrong if label not in chosen or chosen[label].share < IDLE]
    return [{"code": "idle", "option": label} for label in idle]
