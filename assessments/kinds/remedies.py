"""What a regrade says of a question that was asked wrongly: the body that is graded in place of the one asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.kinds.base import Body, number, rows
from assessments.kinds.carrying import carried

UNDER, ACCEPT, FULL, OUT, ORIGINAL, AGAIN = "under", "accept", "full", "out", "original", "again"
CANCELLED = frozenset({FULL, OUT})
ACCEPTING = frozenset({"single", "short", "numerical"})


@dataclass(frozen=True)
class Remedy:
    """One decision: another version's body, an answer that is right as well, or the question cancelled."""

    policy: str
    under: Body | None = None
    accepted: Any = None


def remedied(asked: Body, remedies: Iterable[Remedy]) -> dict[str, Any]:
    """The body after each decision in turn; what it is worth stays as the paper said."""
    body = dict(asked)
    for remedy in remedies:
        if remedy.policy in CANCELLED:
            body = body | {"cancelled": remedy.policy}
        elif remedy.policy == ACCEPT:
            body = _accepting(body, remedy.accepted)
        elif remedy.policy == UNDER and remedy.under is not None:
            body = carried(asked, remedy.under) | {"points": number(asked.get("points", 1), 1.0)}
        else:
            body = dict(asked)
    return body


def _accepting(body: dict[str, Any], accepted: Any) -> dict[str, Any]:
    if body["kind"] == "single":
        options = [row | ({"share": 1} if row["id"] == accepted else {}) for row in rows(body, "options")]
        return body | {"options": options}
    if body["kind"] == "short":
        said = {"text": str(accepted).replace("*", "\\*"), "share": 1}
    else:
        said = {"value": number(accepted), "tolerance": 0, "share": 1}
    return body | {"answers": [*rows(body, "answers"), said]}
