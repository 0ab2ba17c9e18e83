"""Questions as GIFT."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from assessments.exchange.item import Body, Item, Loss
from assessments.exchange.losses import common_losses, without_files
from assessments.exchange.numbers import percent, written

_SIGNS = re.compile(r"([~=#{}:\\])")


def write(items: Iterable[Item]) -> tuple[str, list[Loss]]:
    """The file, and what it could not hold."""
    parts: list[str] = []
    losses: list[Loss] = []
    category: tuple[str, ...] = ()
    for item in items:
        if item.body["kind"] not in _MAKERS:
            losses.append(Loss(item.number, item.name, _("cả câu: GIFT không có loại này")))
            continue
        losses += [Loss(item.number, item.name, what) for what in _losses(item)]
        if item.category != category:
            category = item.category
            path = "/".join(part.replace("/", "//") for part in category)
            parts.append(f"$CATEGORY: {_escaped('/'.join(['$course$', path]) if path else '$course$')}\n")
        parts.append(_question(without_files(item)))
    return "\n".join(parts), losses


def _question(item: Item) -> str:
    tags = "".join(f"// [tag:{tag}]\n" for tag in item.tags)
    general = item.body["feedback"].get("general", "")
    said = f"\n####{_escaped(general)}" if general else ""
    inner = _MAKERS[item.body["kind"]](item.body)
    return f"{tags}::{_escaped(item.name)}::[html]{_escaped(item.body['text'])}{{{inner}{said}}}\n"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text).replace("\n", "\\n")


def _answer(sign: str, text: str, share: float, said: str) -> str:
    plain = share == (sign == "=") and not text.startswith("%")  # what begins like a weight is told its own
    weight = "" if plain else f"%{percent(share)}%"
    return f"\n{sign}{weight}{text}#{_escaped(said)}"


def _choice(body: Body) -> str:
    single = body["kind"] == "single"
    return "".join(
        _answer(
            "=" if single and one["share"] == 1 else "~", _escaped(one["text"]), one["share"], one["feedback"]
        )
        for one in body["options"]
    )


def _true_false(body: Body) -> str:
    right, wrong = body["feedback_true"], body["feedback_false"]
    if not body["right"]:
        right, wrong = wrong, right
    return f"{'TRUE' if body['right'] else 'FALSE'}#{_escaped(wrong)}#{_escaped(right)}"


def _short(body: Body) -> str:
    return "".join(
        _answer("=", _escaped(one["text"]).replace("->", "-\\>"), one["share"], one["feedback"])
        for one in body["answers"]
    )


def _numerical(body: Body) -> str:
    def value(one: Body) -> str:
        return "*" if one["value"] is None else f"{written(one['value'])}:{written(one['tolerance'])}"

    return "#" + "".join(_answer("=", value(one), one["share"], one["feedback"]) for one in body["answers"])


def _matching(body: Body) -> str:
    sides = [(pair["left"], pair["right"]) for pair in body["pairs"]] + [("", text) for text in body["extra"]]
    return "".join(f"\n={_escaped(left)} -> {_escaped(right)}" for left, right in sides)


def _essay(body: Body) -> str:
    return ""


_MAKERS: dict[str, Callable[[Body], str]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "short": _short,
    "numerical": _numerical,
    "matching": _matching,
    "essay": _essay,
}


def _losses(item: Item) -> Iterator[str]:
    body = item.body
    yield from common_losses(item, points=False, files=False, tags=not item.level)
    if body.get("scoring") == "all":
        yield _("cách chấm “phải đúng hết”")
    if body.get("case") or body.get("accents") == "folded":
        yield _("cách so chữ hoa và dấu")
    if body.get("shuffle") is False:
        yield _("không xáo trộn phương án")
    if body["kind"] == "essay" and any(
        body[name] for name in ("words_least", "words_most", "template", "grader_info")
    ):
        yield _("số chữ, mẫu bài và hướng dẫn chấm")
