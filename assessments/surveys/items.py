"""The items of a survey: question bodies of `kinds` without a key, since an opinion is neither right nor wrong."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from random import Random
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import kinds
from common.errors import DomainError
from common.vietnamese import clean

Item = dict[str, Any]
ITEM_KINDS = {
    "likert": gettext_lazy("Thang ý kiến"),
    "single": gettext_lazy("Chọn một"),
    "multiple": gettext_lazy("Chọn nhiều"),
    "short": gettext_lazy("Viết một dòng"),
    "essay": gettext_lazy("Viết tự do"),
}
WRITTEN = ("short", "essay")
MOST_ITEMS, MOST_LINES, MOST_LETTERS = 30, 30, 2000


def made(told: Mapping[str, Any], before: Item | None = None) -> Item:
    """The body of what an author typed in plain words; options that stay keep their ids, so answers stay theirs."""
    body: Item = {
        "id": (before or told).get("id") or str(uuid4()), "kind": told["kind"], "text": _kept(told["text"]),
        "required": bool(told.get("required")),
    }  # fmt: skip
    if told["kind"] == "likert":
        steps = enumerate(told["scale"], start=1)
        body["scale"] = [{"value": str(value), "text": clean(text)} for value, text in steps]
        body["rows"] = [_kept(row) for row in told["rows"]]
    if told["kind"] in ("single", "multiple"):
        known = {option["text"]: option["id"] for option in (before or {}).get("options", [])}
        texts = [_kept(text) for text in told["options"]]
        body["options"] = [{"id": known.get(text) or str(uuid4()), "text": text} for text in texts]
        body["shuffle"] = False
    return kinds.settled(body)


def _kept(text: str) -> str:
    return escape(clean(text), quote=False)


def problems(items: Iterable[Item]) -> list[str]:
    """Why the form cannot be published, in words for its author."""
    items = list(items)
    if not items:
        return [_("Phiếu chưa có câu hỏi nào.")]
    found = [
        _("Câu %(n)s: %(problem)s") % {"n": place, "problem": problem}
        for place, item in enumerate(items, start=1)
        for problem in problems_of(item)
    ]
    many = [_("Phiếu có quá %(most)s câu hỏi.") % {"most": MOST_ITEMS}] if len(items) > MOST_ITEMS else []
    return many + found


def problems_of(item: Item) -> list[str]:
    """What `kinds` finds wrong with one item, asked with a key that stands for none."""
    return kinds.problems(_with_key(item))


def _with_key(item: Item) -> Item:
    if item.get("kind") in WRITTEN:
        return item | {"answers": [{"text": "x", "share": 1}]}
    options = [option | {"share": int(not place)} for place, option in enumerate(item.get("options", []))]
    return item | ({"options": options} if options else {})


def entry(item: Item) -> Item:
    """What a page shows of an item."""
    unused = Random(0)  # noqa: S311 - nothing of a survey is shuffled
    return kinds.shown(item, unused) | {"id": item["id"], "required": bool(item.get("required"))}


def read(items: Iterable[Item], sent: Mapping[str, list[str]]) -> dict[str, Any]:
    """A posted form's answers; what was left empty is absent, what the form never offered is refused."""
    found: dict[str, Any] = {}
    for one in map(entry, items):
        answer = kinds.read(one, one["id"], sent) if one["kind"] != "short" else _line(one, sent)
        if kinds.answered(answer):
            found[one["id"]] = _within(kinds.accepted(one, answer))
    return found


def _line(one: Item, sent: Mapping[str, list[str]]) -> str:
    return sent.get(one["id"], [""])[0]


def _within(answer: Any) -> Any:
    if isinstance(answer, str) and len(answer) > MOST_LETTERS:
        raise DomainError(_("Ý kiến dài quá %(most)s chữ cái. Hãy viết ngắn lại.") % {"most": MOST_LETTERS})
    return clean(answer) if isinstance(answer, str) else answer


def missing(items: Iterable[Item], answers: Mapping[str, Any]) -> list[str]:
    """The ids of required items without a full answer: every statement of a scale is one."""
    return [item["id"] for item in items if item.get("required") and not _is_full(item, answers)]


def _is_full(item: Item, answers: Mapping[str, Any]) -> bool:
    answer = answers.get(item["id"])
    return len(answer or ()) == len(item["rows"]) if item["kind"] == "likert" else kinds.answered(answer)


def is_rating(item: Item) -> bool:
    """Whether its statements are judged from 1 to 5, so that a share of the satisfied can be told."""
    return item["kind"] == "likert" and [step["value"] for step in item["scale"]] == list("12345")


def same_as(items: Iterable[Item]) -> set[tuple[str, str]]:
    """What items ask, word by word, to pool the answers of versions that ask the same."""
    return {(item["id"], json.dumps(item, sort_keys=True)) for item in items}
