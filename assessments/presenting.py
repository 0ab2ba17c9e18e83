"""A question of a paper as its page shows it: markup made safe, files by address, what was given filled in."""

from collections.abc import Callable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessments.kinds.cloze import GAP
from assessments.kinds.hotspot import cells
from assessments.kinds.markup import plain, with_files
from common.vietnamese import format_points

Address = Callable[[str], str]
Shown = dict[str, Any]
TEMPLATES = {"single": "choice", "multiple": "choice", "true_false": "choice"}


def presented(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    """The entry with `html`, its template, and the parts its template needs."""
    part = PARTS.get(entry["kind"])
    told = part(entry, given, address) if part else {}
    name = TEMPLATES.get(entry["kind"], entry["kind"])
    base: Shown = {
        "template": f"assessments/questions/{name}.html",
        "html": html_of(entry, entry["text"], address),
    }
    return entry | base | {"given": given} | told


def html_of(entry: dict[str, Any], text: str, address: Address) -> SafeString:
    """Markup of a version was tidied when it was kept; a paper from before versions holds plain words."""
    html = text if "points" in entry else escape(text)
    return mark_safe(with_files(html, address))


def of_equal_worth(paper: list[dict[str, Any]]) -> bool:
    """Whether points count questions, each one or none: an opinion is worth nothing."""
    return all(entry.get("points", 1) in (0, 1) for entry in paper)


HEAD = (
    '<fieldset class="field question" id="cau-{0}" data-question="{0}" data-saved="{1}"{2}>\n'
    "<legend>{3}{4}</legend>"
)


def head(question: Shown, number: int, *, with_points: bool) -> SafeString:
    """How the field of a question begins, written here: a paper has it thirty times."""
    handed_in = " data-answered" * bool(question["kind"] == "file" and question["answered"])
    told = _NUMBERED.format(number, question["html"]) if question["html"] else _("Câu %(n)s") % {"n": number}
    worth = _worth(question.get("points")) if with_points else ""
    return mark_safe(HEAD.format(question["id"], question["saved"], handed_in, told, worth))


def plainly(questions: list[Shown]) -> SafeString:
    """A paper of nothing but choices, written in one go; empty when a section or a hint needs its template."""
    if any(one.get("section") or one.get("hints") or not one.get("body") for one in questions):
        return mark_safe("")
    return mark_safe("\n".join(f"{one['head']}\n{one['body']}\n</fieldset>" for one in questions))


_NUMBERED = '<span class="num">{}.</span> {}'


def _worth(points: float | None) -> str:
    said = _("%(points)s điểm") % {"points": format_points(points)} if points else ""
    return f' <span class="muted small">({said})</span>' if said else ""


CHOICE = '<label class="option"><input type="{}" name="{}" value="{}"{}><span>{}</span></label>'

BODY = '<p class="hint">{}</p>\n<div class="options">{}</div>'


def _choice(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    """The controls are written here: as a template they took a third of a paper's time, and this is the usual kind."""
    control = "checkbox" if entry["kind"] == "multiple" else "radio"
    lines = [
        CHOICE.format(
            control, entry["id"], one["id"], " checked" * (one["id"] in (given or [])),
            html_of(entry, one["text"], address),
        )
        for one in entry["options"]
    ]  # fmt: skip
    hint = _("Chọn mọi đáp án đúng") if entry["kind"] == "multiple" else _("Chọn một đáp án")
    controls = mark_safe("\n".join(lines))
    return {"controls": controls, "body": mark_safe(BODY.format(hint, controls))}


def _matching(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    given = given or {}
    left = [
        {"id": one["id"], "html": html_of(entry, one["text"], address), "given": given.get(one["id"], "")}
        for one in entry["left"]
    ]
    return {"left": left}


def _ordering(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    given = given or {}
    items = [
        {"id": one["id"], "html": html_of(entry, one["text"], address), "given": given.get(one["id"])}
        for one in entry["items"]
    ]
    return {"items": items, "places": range(1, len(items) + 1)}


def _cloze(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    """The text in pieces: markup, then a gap, then markup…"""
    given = given or {}
    pieces: list[Shown] = []
    for place, piece in enumerate(GAP.split(entry["text"])):
        if place % 2 and piece in entry["gaps"]:
            pieces.append({"gap": _gap(entry, piece, given.get(piece), address)})
        else:
            pieces.append({"html": html_of(entry, f"[[{piece}]]" if place % 2 else piece, address)})
    return {"pieces": pieces, "html": ""}


def _gap(entry: dict[str, Any], name: str, given: Any, address: Address) -> Shown:
    told = entry["gaps"][name]
    options = [
        {"id": one["id"], "html": html_of(entry, one["text"], address), "chosen": one["id"] in (given or [])}
        for one in told.get("options", [])
    ]
    return told | {"name": name, "options": options, "given": given or ""}


def _hotspot(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    chosen = [tuple(point) for point in given or []]
    grid = [
        [{"value": f"{x:.4f},{y:.4f}", "chosen": (round(x, 4), round(y, 4)) in chosen} for x, y in row]
        for row in cells()
    ]
    src = address(entry["picture"].removeprefix("file:"))
    return {"src": src, "grid": grid, "input": "radio" if entry["most"] == 1 else "checkbox"}


def _likert(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    rows = [
        {"place": str(place), "html": html_of(entry, text, address), "given": (given or {}).get(str(place))}
        for place, text in enumerate(entry["rows"])
    ]
    return {"statements": rows}


def _essay(entry: dict[str, Any], given: Any, address: Address) -> Shown:
    return {"value": given if given is not None else plain(entry["template"])}


PARTS: dict[str, Callable[[dict[str, Any], Any, Address], Shown]] = {
    "single": _choice, "multiple": _choice, "true_false": _choice, "matching": _matching, "ordering": _ordering,
    "cloze": _cloze, "hotspot": _hotspot, "likert": _likert, "essay": _essay,
}  # fmt: skip
