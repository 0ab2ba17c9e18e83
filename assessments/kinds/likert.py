"""Statements to agree with on a scale: an opinion, so nothing is right and nothing is earned."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import Body, Entry, Grade, foreign, mapping_of, problems_among, rows, texts


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    values = [str(step.get("value")) for step in rows(body, "scale")]
    return problems_among(
        [
            (len(values) < 2, _("Thang đo cần ít nhất hai mức.")),
            (len(set(values)) < len(values), _("Có hai mức cùng giá trị.")),
            (not texts(body, "rows"), _("Chưa có ý nào để hỏi.")),
        ]
    )


def shown(body: Body, chance: Random) -> Entry:
    """The scale and the statements, in their order."""
    scale = [{"value": str(step["value"]), "text": step["text"]} for step in rows(body, "scale")]
    return {"scale": scale, "rows": texts(body, "rows")}


def key(body: Body) -> None:
    """An opinion has none."""


def accepted(entry: Entry, answer: Any) -> dict[str, str]:
    """The steps chosen so far, by the statement's place."""
    given = mapping_of(answer, map(str, range(len(entry["rows"]))))
    known = {step["value"] for step in entry["scale"]}
    if not all(isinstance(value, str) and value in known for value in given.values()):
        foreign()
    return given


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> dict[str, str]:
    """A posted form's radios."""
    places = map(str, range(len(entry["rows"])))
    return {place: sent[f"{name}.{place}"][0] for place in places if sent.get(f"{name}.{place}")}


def grade(body: Body, answer: Any) -> Grade:
    """Nothing to earn."""
    return Grade(0.0)
