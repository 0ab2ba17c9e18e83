"""Gaps in Moodle's embedded syntax."""

import re
from html import escape

from assessments.exchange.item import Body
from assessments.exchange.numbers import percent, written

_SIGNS = re.compile(r"([~#}])")
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")


def embedded(body: Body, text: str) -> str:
    """The text of a cloze question with its answers in their places."""
    return _GAP.sub(lambda found: _gap(body["gaps"][found[1]]), text)


def _gap(gap: Body) -> str:
    name, answers = _MAKERS[gap["kind"]](gap)
    return f"{{{written(gap['points'])}:{name}:{'~'.join(answers)}}}"


def _answer(text: str, share: float, said: str) -> str:
    mark = "=" if share == 1 else f"%{percent(share)}%" if share else ""
    return f"{mark}{_escaped(text)}" + (f"#{_escaped(said)}" if said else "")


def _escaped(html: str) -> str:
    """A backslash would escape what follows, a leading = or % would be read as a weight."""
    text = _SIGNS.sub(r"\\\1", html.replace("\\", "&#92;"))
    return f"\\{text}" if text.startswith(("=", "%")) else text


def _short(gap: Body) -> tuple[str, list[str]]:
    name = "SHORTANSWER_C" if gap["case"] else "SHORTANSWER"
    return name, [
        _answer(escape(one["text"], quote=False), one["share"], one["feedback"]) for one in gap["answers"]
    ]


def _numerical(gap: Body) -> tuple[str, list[str]]:
    return "NUMERICAL", [
        _answer(
            "*" if one["value"] is None else f"{written(one['value'])}:{written(one['tolerance'])}",
            one["share"],
            one["feedback"],
        )
        for one in gap["answers"]
    ]


def _single(gap: Body) -> tuple[str, list[str]]:
    return "MULTICHOICE_S" if gap["shuffle"] else "MULTICHOICE", _options(gap)


def _multiple(gap: Body) -> tuple[str, list[str]]:
    return "MULTIRESPONSE", _options(gap)


def _options(gap: Body) -> list[str]:
    return [_answer(one["text"], one["share"], one["feedback"]) for one in gap["options"]]


_MAKERS = {"short": _short, "numerical": _numerical, "single": _single, "multiple": _multiple}
