"""Putting things in order: each item gets its place."""

from collections.abc import Mapping
from itertools import pairwise
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
)


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    items = rows(body, "items")
    return problems_among(
        [
            (len(items) < 2, _("Câu sắp xếp cần ít nhất hai mục.")),
            (alike(item.get("text", "") for item in items), _("Có hai mục giống hệt nhau.")),
        ]
    )


def shown(body: Body, chance: Random) -> Entry:
    """The items in any order."""
    items = [{"id": item["id"], "text": item["text"]} for item in rows(body, "items")]
    chance.shuffle(items)
    return {"items": items}


def key(body: Body) -> dict[str, int]:
    """The place of each item, from 1."""
    return {item["id"]: place for place, item in enumerate(rows(body, "items"), start=1)}


def accepted(entry: Entry, answer: Any) -> dict[str, int]:
    """The places given so far; two items at one place are kept as given and cost the point."""
    ids = [item["id"] for item in entry["items"]]
    given = mapping_of(answer, ids)
    places = {one: _place(place, len(ids)) for one, place in given.items() if place not in ("", None)}
    return places


def _place(sent: Any, most: int) -> int:
    """A place from 1, as a number or as a form writes it."""
    text = str(sent)
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= most):
        foreign()
    return int(text)


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> dict[str, str]:
    """A posted form's selects."""
    ids = [item["id"] for item in entry["items"]]
    return {one: sent[f"{name}.{one}"][0] for one in ids if sent.get(f"{name}.{one}")}


def grade(body: Body, answer: Any) -> Grade:
    """All in order, or the part of neighbours that follow each other."""
    given = answer if isinstance(answer, dict) else {}
    right = key(body)
    if body.get("scoring") != "relative":
        return graded(body, bool(right) and given == right)
    ids = list(right)
    places = [given.get(one) for one in ids]
    whole = [place if isinstance(place, int) and not isinstance(place, bool) else None for place in places]
    follows = sum(
        before is not None and after is not None and after - before == 1 for before, after in pairwise(whole)
    )
    return graded(body, follows / max(1, len(ids) - 1))
