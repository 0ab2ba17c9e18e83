"""Builds the JSON body of a question, with every field that its kind needs and no other."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.exchange.item import Body

FEEDBACK = ("general", "right", "partly", "wrong")


def body(
    kind: str,
    text: str,
    *,
    points: float = 1,
    said: Mapping[str, str] | None = None,
    hints: Iterable[str] = (),
    **fields: Any,
) -> Body:
    """A body; feedback comes as `said` under its four names, empty ones are left out."""
    feedback = {name: (said or {}).get(name, "") for name in FEEDBACK}
    return {
        "kind": kind,
        "text": text,
        "points": tidy(points),
        "feedback": {name: html for name, html in feedback.items() if html},
        "hints": [hint for hint in hints if hint],
        **fields,
    }


def letter(place: int) -> str:
    """The id of the option, pair or item at a place: a, b, … z, then o26, o27 …"""
    return chr(ord("a") + place) if place < 26 else f"o{place}"


def option(place: int, text: str, share: float, feedback: str = "") -> Body:
    return {"id": letter(place), "text": text, "share": tidy(share), "feedback": feedback}


def options(answers: Iterable[tuple[str, float, str]]) -> list[Body]:
    """Options from (text, share, feedback)."""
    return [option(place, *answer) for place, answer in enumerate(answers)]


def pairs(both: Iterable[tuple[str, str]]) -> tuple[list[Body], list[str]]:
    """Pairs and the right sides that belong to none, from (left HTML, right text)."""
    sides = list(both)
    found = [(left, right) for left, right in sides if left]
    kept = [{"id": letter(place), "left": left, "right": right} for place, (left, right) in enumerate(found)]
    return kept, [right for left, right in sides if not left and right]


def ordered(texts: Iterable[str]) -> list[Body]:
    return [{"id": letter(place), "text": text} for place, text in enumerate(texts)]


def tidy(value: float) -> float:
    """Whole numbers as integers, so that the same question is the same JSON whatever file it came from."""
    return int(value) if value == int(value) else value


def equal_shares(right: Iterable[bool]) -> list[float]:
    """The right ones share the points equally, the wrong ones get nothing."""
    marks = list(right)
    share = 1 / max(sum(marks), 1)
    return [share if mark else 0 for mark in marks]


ESSAY: Body = {"words_least": 0, "words_most": 0, "template": "", "rubric": [], "grader_info": ""}


def short_answers(answers: Iterable[tuple[str, float, str]]) -> list[Body]:
    """Accepted texts from (pattern, share, feedback)."""
    return [{"text": text, "share": tidy(share), "feedback": said} for text, share, said in answers]


def literal(text: str) -> str:
    """An answer of a format that has no wildcards: its stars are stars."""
    return text.replace("*", "\\*")


def short(answers: Iterable[tuple[str, float, str]], *, case: bool = False) -> Body:
    """The fields of a short answer."""
    return {"answers": short_answers(answers), "case": case, "accents": "exact"}


def numerical(answers: Iterable[tuple[float | None, float, float, str]]) -> Body:
    """The fields of a number from (value, tolerance, share, feedback)."""
    found = [
        {"value": value, "tolerance": tolerance, "share": tidy(share), "feedback": said}
        for value, tolerance, share, said in answers
    ]
    return {"answers": found, "units": [], "unit_required": False}
