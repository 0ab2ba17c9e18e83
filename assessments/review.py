"""How a submitted paper is shown: what was chosen, and the key only once it can no longer be used."""

from dataclasses import dataclass
from typing import Any

from assessments.models import Attempt


@dataclass(frozen=True)
class ReviewedOption:
    """One option; `verdict` is "right", "wrong" or nothing."""

    text: str
    chosen: bool
    verdict: str


@dataclass(frozen=True)
class ReviewedQuestion:
    """One question of a submitted paper."""

    id: str
    text: str
    input: str
    right: bool
    answered: bool
    options: list[ReviewedOption]
    feedback: str


def review(attempt: Attempt, *, reveal: bool) -> list[ReviewedQuestion]:
    """The questions as answered; `reveal` also marks correct options that were not chosen."""
    return [_question(attempt, entry, reveal=reveal) for entry in attempt.paper]


def _question(attempt: Attempt, entry: dict[str, Any], *, reveal: bool) -> ReviewedQuestion:
    mark = (attempt.marks or {})[entry["id"]]
    key = attempt.key[entry["id"]]
    options = [_option(option, mark["chosen"], key["correct"], reveal=reveal) for option in entry["options"]]
    return ReviewedQuestion(
        id=entry["id"],
        text=entry["text"],
        input="checkbox" if entry["kind"] == "multiple" else "radio",
        right=mark["right"],
        answered=bool(mark["chosen"]),
        options=options,
        feedback=key["feedback"] if reveal or mark["right"] else "",  # an explanation gives the answer away
    )


def _option(option: dict[str, str], chosen: list[str], correct: list[str], *, reveal: bool) -> ReviewedOption:
    taken, right = option["id"] in chosen, option["id"] in correct
    verdict = "right" if right and (taken or reveal) else "wrong" if taken else ""
    return ReviewedOption(option["text"], taken, verdict)
