"""Matching: each left side gets one of the offered texts."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import (
    Body,
    Entry,
    Grade,
    alike,
    foreign,
    graded,
    mapping_of,
    problems_among,
    rows,
    texts,
)


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    pairs = rows(body, "pairs")
    return problems_among(
        [
            (len(pairs) < 2, _("Câu ghép cần ít nhất hai cặp.")),
            (len(offered(body)) < 2, _("Câu ghép cần ít nhất hai vế phải khác nhau.")),
            (
                not all(pair.get("left") and pair.get("right") for pair in pairs),
                _("Có cặp còn thiếu một vế."),
            ),
            (alike(pair.get("left", "") for pair in pairs), _("Có hai vế trái giống hệt nhau.")),
        ]
    )


def offered(body: Body) -> list[str]:
    """The right sides to choose from, each once."""
    return list(
        dict.fromkeys([*(str(pair.get("right")) for pair in rows(body, "pairs")), *texts(body, "extra")])
    )


def shown(body: Body, chance: Random) -> Entry:
    """Both sides, each in an order of its own."""
    left = [{"id": pair["id"], "text": pair["left"]} for pair in rows(body, "pairs")]
    right = offered(body)
    chance.shuffle(left)
    chance.shuffle(right)
    return {"left": left, "right": right}


def key(body: Body) -> dict[str, str]:
    """The right side of each left one."""
    return {pair["id"]: pair["right"] for pair in rows(body, "pairs")}


def accepted(entry: Entry, answer: Any) -> dict[str, str]:
    """What was matched so far, all of it offered."""
    given = mapping_of(answer, (side["id"] for side in entry["left"]))
    if not all(isinstance(text, str) and (not text or text in entry["right"]) for text in given.values()):
        foreign()
    return {side: text for side, text in given.items() if text}


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> dict[str, str]:
    """A posted form's selects."""
    ids = [side["id"] for side in entry["left"]]
    return {one: sent[f"{name}.{one}"][0] for one in ids if sent.get(f"{name}.{one}")}


def grade(body: Body, answer: Any) -> Grade:
    """Each right pair earns an equal part."""
    given = answer if isinstance(answer, dict) else {}
    right = key(body)
    hits = sum(given.get(side) == text for side, text in right.items())
    return graded(body, hits / max(1, len(right)))
