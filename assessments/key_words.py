"""The right answer of a question in one line of words, for whoever checks a file before it is taken over."""

from typing import Any

from django.utils.translation import gettext as _

from assessments import kinds

Body = dict[str, Any]


def key_words(body: Body) -> str:
    """Empty where a person decides."""
    if "gaps" in body:
        return "; ".join(f"[{name}] {key_words(gap)}" for name, gap in body["gaps"].items())
    return " · ".join(_right(body))


def _right(body: Body) -> list[str]:
    if body["kind"] == "true_false":
        return [_("Đúng") if body["right"] else _("Sai")]
    if "pairs" in body:
        return [f"{kinds.plain(pair['left'])} → {pair['right']}" for pair in body["pairs"]]
    if "items" in body:
        return [kinds.plain(item["text"]) for item in body["items"]]
    if "options" in body:
        return [kinds.plain(one["text"]) for one in body["options"] if one["share"] > 0]
    return [_number(one) for one in body.get("answers", []) if one.get("share", 1) > 0]


def _number(answer: Body) -> str:
    if "value" not in answer:
        return str(answer["text"])
    off = f" ± {answer['tolerance']}" if answer.get("tolerance") else ""
    return f"{answer['value']}{off}".replace(".", ",")
