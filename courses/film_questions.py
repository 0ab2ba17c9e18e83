"""Questions that a film stops for: what a browser may know of them, how they are graded, what is still open. Pure.

A frozen question is `{id, at, kind: single|multiple, text, options: [{id, text}], required, must_be_right,
rewind_to: seconds or None, key: {correct: [option ids], notes: {option id: text}, right, wrong}}`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Question = Mapping[str, Any]
Answer = tuple[str, bool]  # the question's id, and whether it was answered rightly
TOLD = ("id", "at", "kind", "text", "options", "required", "must_be_right", "rewind_to")


def told(question: Question) -> dict[str, Any]:
    """The question without its key: all that leaves the server before it is answered."""
    return {name: question[name] for name in TOLD}


def fits(question: Question, chosen: Sequence[str]) -> bool:
    """Whether the choice can be an answer at all: options of the question, each once, one only for a single choice."""
    known = {option["id"] for option in question["options"]}
    most = len(known) if question["kind"] == "multiple" else 1
    return 0 < len(chosen) <= most and len(set(chosen)) == len(chosen) and known.issuperset(chosen)


def is_right(question: Question, chosen: Sequence[str]) -> bool:
    """The one option, or all and only the correct ones."""
    return set(chosen) == set(question["key"]["correct"])


def feedback(question: Question, chosen: Sequence[str]) -> str:
    """What the trainer says to this answer: a word about each option taken, then about the whole."""
    key = question["key"]
    notes = [key["notes"].get(option, "") for option in chosen]
    whole = key["right"] if is_right(question, chosen) else key["wrong"]
    return "\n".join(text for text in [*notes, whole] if text)


def demands(questions: Iterable[Question]) -> dict[str, bool]:
    """What a release asks of a film's questions: the required ones, each with whether it must be right."""
    return {one["id"]: bool(one["must_be_right"]) for one in questions if one["required"]}


def left(asked: Mapping[str, bool], offered: Iterable[Question], answers: Iterable[Answer]) -> list[str]:
    """The demanded questions that are not answered as demanded, in the film's order.

    What the lesson no longer offers is not demanded either: nobody could answer it.
    """
    answered: dict[str, bool] = {}
    for question, right in answers:
        answered[question] = answered.get(question, False) or right
    return [
        one["id"]
        for one in offered
        if one["id"] in asked
        and not (answered.get(one["id"]) or (one["id"] in answered and not asked[one["id"]]))
    ]
