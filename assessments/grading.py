"""The one function that grades: a paper's key and the answers in, right and wrong out; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mark:
    """One question as graded; `answered` tells a wrong answer from none."""

    question: str
    chosen: tuple[str, ...]
    right: bool

    @property
    def answered(self) -> bool:
        return bool(self.chosen)


@dataclass(frozen=True)
class Result:
    """What a paper earned."""

    score: int
    of: int
    passed: bool
    marks: tuple[Mark, ...]


def grade(key: Mapping[str, Any], answers: Mapping[str, Sequence[str]], pass_percent: int) -> Result:
    """One point a question: the one option, or all and only the correct ones of a multiple choice."""
    marks = tuple(_mark(name, entry["correct"], answers.get(name, ())) for name, entry in key.items())
    score = sum(mark.right for mark in marks)
    return Result(score, len(marks), bool(marks) and 100 * score >= pass_percent * len(marks), marks)


def _mark(question: str, correct: Sequence[str], chosen: Sequence[str]) -> Mark:
    given = tuple(sorted(set(chosen)))
    return Mark(question, given, bool(given) and given == tuple(sorted(correct)))
