"""What counting has to know of a version of a question, without its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments import kinds
from assessments.models import QuestionVersion
from assessments.statistics.deriving import About

CHOSEN = frozenset({"single", "multiple", "true_false"})


@dataclass(frozen=True)
class Known:
    """A version's kind and worth, and what the arithmetic is told about it."""

    kind: str
    points: float
    about: About


def known_versions(versions: Iterable[int]) -> dict[int, Known]:
    """By primary key; one question to the database."""
    rows = QuestionVersion.objects.filter(pk__in=versions).values_list("pk", "question", "body")
    return {pk: known_of(question, body) for pk, question, body in rows}


def known_of(question: int, body: dict[str, Any]) -> Known:
    """Options that earn nothing distract; where one is right the best should choose it."""
    points = kinds.points(body)
    every = {one["id"]: float(one.get("share") or 0) for one in body.get("options", [])}
    if body["kind"] == "true_false":
        every = {one: float(one in kinds.key(body)) for one in ("true", "false")}
    wrong = tuple(one for one, share in every.items() if share <= 0)
    right = tuple(kinds.key(body)) if body["kind"] in {"single", "true_false"} else ()
    return Known(body["kind"], points, About(question, points, wrong, right))
