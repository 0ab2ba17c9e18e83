"""The one function that grades: the questions' bodies and the answers in, points out; no database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from assessments import kinds

NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Mark:
    """One question as graded; `answered` tells a wrong answer from none, a fraction of None waits for a person."""

    question: str
    chosen: Any
    fraction: float | None
    points: float
    by_hand: bool = False
    cancelled: str = ""

    @property
    def answered(self) -> bool:
        return kinds.answered(self.chosen)

    @property
    def right(self) -> bool:
        return self.fraction == 1


@dataclass(frozen=True)
class Result:
    """What a paper earned; while it waits for a person nobody has passed."""

    score: Decimal
    of: Decimal
    passed: bool
    marks: tuple[Mark, ...]

    @property
    def waiting(self) -> bool:
        return any(mark.fraction is None for mark in self.marks)


def grade(
    bodies: Mapping[str, Any],
    answers: Mapping[str, Any],
    pass_percent: int,
    by_hand: Mapping[str, float] = NOTHING,
) -> Result:
    """Each question its points times the part earned; a fraction in `by_hand` goes before what the key says."""
    return _result(
        (_mark(name, body, answers.get(name), by_hand.get(name)) for name, body in bodies.items()),
        pass_percent,
    )


def grade_again(
    bodies: Mapping[str, Any], marks: Mapping[str, Any], pass_percent: int, touched: Collection[str]
) -> Result:
    """The questions in `touched` as their bodies say now, the others as they were marked; what a hand gave stays."""
    return _result(
        (_again(name, body, marks[name], name in touched) for name, body in bodies.items()), pass_percent
    )


def _again(question: str, body: Any, mark: Mapping[str, Any], touched: bool) -> Mark:
    if touched:
        return _mark(question, body, mark["chosen"], hand_of(mark))
    fraction = mark.get("fraction", float(mark["right"]))
    cancelled = mark.get("cancelled", "")
    return Mark(question, mark["chosen"], fraction, kinds.points(body), bool(mark.get("by_hand")), cancelled)


def hand_of(mark: Mapping[str, Any]) -> float | None:
    """The fraction a person gave, also while the question is cancelled."""
    given: float | None = mark.get("hand", mark.get("fraction")) if mark.get("by_hand") else None
    return given


def _result(found: Iterable[Mark], pass_percent: int) -> Result:
    marks = tuple(found)
    score = _points(sum(mark.points * (mark.fraction or 0) for mark in marks))
    of = _points(sum(mark.points for mark in marks))
    waiting = any(mark.fraction is None for mark in marks)
    return Result(score, of, not waiting and of > 0 and 100 * score >= pass_percent * of, marks)


def _mark(question: str, body: Any, chosen: Any, by_hand: float | None) -> Mark:
    if cancelled := body.get("cancelled"):
        return Mark(question, chosen, 1.0, kinds.points(body), by_hand is not None, cancelled)
    if by_hand is not None:
        return Mark(question, chosen, by_hand, kinds.points(body), by_hand=True)
    fraction = kinds.grade(body, chosen).fraction
    if fraction and body.get("less"):  # hints that were asked for
        fraction = round(fraction * (1 - body["less"]), 6)
    return Mark(question, chosen, fraction, kinds.points(body))


def _points(value: float) -> Decimal:
    """To the hundredth, so that thirds add up to a whole."""
    return Decimal(str(round(value, 2)))
