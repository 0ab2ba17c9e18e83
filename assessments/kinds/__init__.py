"""Every kind of question as pure functions over its body: what is wrong with it, what is shown, what is right, what
an answer earns. The shape of a body is in docs/decisions/0035."""

import hashlib
import json
import re
from collections.abc import Mapping
from random import Random
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django.utils.translation import gettext as _

from assessments.kinds import choice, cloze, hotspot, likert, matching, numerical, ordering, short, written
from assessments.kinds.base import Body, Entry, Grade, foreign, number
from assessments.kinds.carrying import carried, misfits, reworded
from assessments.kinds.markup import files_in, plain, tidy

__all__ = [
    "KINDS", "Grade", "accepted", "answered", "carried", "digest", "files_of", "grade", "key", "misfits", "plain",
    "points", "problems", "read", "reworded", "settled", "shown",
]  # fmt: skip
KINDS: Mapping[str, Any] = {
    "single": choice, "multiple": choice, "true_false": choice, "matching": matching, "ordering": ordering,
    "short": short, "numerical": numerical, "cloze": cloze, "hotspot": hotspot, "likert": likert,
    "essay": written, "file": written,
}  # fmt: skip
BY_HAND = frozenset({"essay", "file"})
PLAIN = frozenset(
    {"id", "kind", "shape", "picture", "scoring", "accents", "right", "value", "alt", "extra", "types"}
)
OPAQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WORDS = frozenset({"answers", "units", "scale", "rubric", "levels"})  # plain words, not markup
MOST_POINTS = 100


def problems(body: Any) -> list[str]:
    """Why the question cannot be used, in words for its author; empty when it can."""
    if not isinstance(body, dict) or body.get("kind") not in KINDS:
        return [_("Loại câu hỏi này không có.")]
    found = (
        []
        if isinstance(body.get("text"), str) and plain_or_picture(body["text"])
        else [_("Câu hỏi chưa có nội dung.")]
    )
    if not 0 < number(body.get("points", 1)) <= MOST_POINTS:
        found.append(_("Điểm của câu hỏi phải lớn hơn 0 và không quá %(most)s.") % {"most": MOST_POINTS})
    return found + KINDS[body["kind"]].problems(body)


def plain_or_picture(html: str) -> bool:
    """Whether there is anything to read or see."""
    return bool(plain(html) or files_in(html))


def shown(body: Body, chance: Random) -> Entry:
    """All that the browser may see before the review: never the key, never what is said about answers."""
    said = {"kind": body["kind"], "text": body["text"], "points": points(body)}
    return said | KINDS[body["kind"]].shown(body, chance)


def key(body: Body) -> Any:
    """The right answer in the shape of an answer; None where a person decides."""
    return KINDS[body["kind"]].key(body)


def grade(body: Body, answer: Any) -> Grade:
    """What an answer earns, for any answer whatever."""
    result: Grade = KINDS[body["kind"]].grade(body, answer)
    return result


def accepted(entry: Entry, answer: Any) -> Any:
    """The answer as it is kept; refused when the paper never offered it."""
    kind = KINDS.get(str(entry.get("kind")))
    return kind.accepted(entry, answer) if kind else foreign()


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> Any:
    """A posted form's answer to the question called `name`; None when the form says nothing about it."""
    return KINDS[entry["kind"]].read(entry, name, sent)


def answered(answer: Any) -> bool:
    """Whether anything was given."""
    return bool(answer.strip() if isinstance(answer, str) else answer)


def points(body: Body) -> float:
    """What the question is worth; an opinion, or a question taken out by a regrade, is worth nothing."""
    return (
        0.0
        if body["kind"] == "likert" or body.get("cancelled") == "out"
        else number(body.get("points", 1), 1.0)
    )


def settled(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body as it is kept: markup tidied, and every id one that tells nothing about the key's order."""
    return {name: _settled(value, name) for name, value in body.items()}


def _settled(value: Any, name: str, within: str = "") -> Any:
    if isinstance(value, dict):
        return {inner: _settled(one, inner, name) for inner, one in value.items()}
    if isinstance(value, list):
        return [_identified(name, _settled(one, name, within)) for one in value]
    if not isinstance(value, str):
        return value
    unmarked = name in PLAIN or (name == "text" and within in WORDS)
    return normalize("NFC", value if unmarked else tidy(value))


def _identified(name: str, row: Any) -> Any:
    if name in {"options", "pairs", "items"} and isinstance(row, dict):
        return row | {"id": row["id"] if OPAQUE.fullmatch(str(row.get("id"))) else str(uuid4())}
    return row


def digest(body: Any) -> str:
    """The same for two bodies that say the same, whatever their ids."""
    text = json.dumps(_nameless(body), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _nameless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _nameless(one) for name, one in value.items() if name != "id"}
    return [_nameless(one) for one in value] if isinstance(value, list) else value


def files_of(body: Any) -> set[str]:
    """The names of every file the body shows."""
    if isinstance(body, dict):
        found = {name for value in body.values() for name in files_of(value)}
        picture = str(body.get("picture", ""))
        return found | ({picture.removeprefix("file:")} if picture.startswith("file:") else set())
    if isinstance(body, list):
        return {name for value in body for name in files_of(value)}
    return files_in(body) if isinstance(body, str) else set()
