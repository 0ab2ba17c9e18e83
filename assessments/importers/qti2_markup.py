"""QTI's own markup as HTML: formulas as text, objects as pictures, interactions as the caller says."""

from collections.abc import Callable
from html import escape
from xml.etree.ElementTree import Element

from assessments.exchange.files import Files
from assessments.exchange.html import clean
from assessments.exchange.xml import text_of

Instead = Callable[[Element], str | None]
_HIDDEN = (
    "feedbackInline",
    "feedbackBlock",
    "modalFeedback",
    "templateInline",
    "templateBlock",
    "stylesheet",
)
_ATTRIBUTES = ("src", "alt", "href", "width", "height", "lang")


def html(element: Element, files: Files, instead: Instead = lambda child: None) -> str:
    """What stands inside the element; `instead` may give the HTML of a child, or None for the usual."""
    return clean(raw(element, instead), files.resolve)


def raw(element: Element, instead: Instead) -> str:
    parts = [escape(element.text or "")]
    for child in element:
        given = instead(child)
        parts += [_usual(child, instead) if given is None else given, escape(child.tail or "")]
    return "".join(parts)


def _usual(child: Element, instead: Instead) -> str:
    if child.tag in _HIDDEN or (
        child.tag == "rubricBlock" and "candidate" not in child.get("view", "candidate")
    ):
        return ""
    if child.tag == "math":
        return f" {escape(formula(child))} "
    if child.tag == "object":
        return _object(child, instead)
    given = "".join(f' {name}="{escape(child.attrib[name])}"' for name in _ATTRIBUTES if name in child.attrib)
    return f"<{child.tag}{given}>{raw(child, instead)}</{child.tag}>"


def _object(child: Element, instead: Instead) -> str:
    """An object inside an object is what to show when the outer one cannot be."""
    inner = child.find("object")
    if inner is not None:
        return _object(inner, instead)
    address = escape(child.get("data", ""))
    if not child.get("type", "image/").startswith("image/"):
        return f'{raw(child, instead)}<img src="{address}">'
    return f'<img src="{address}" alt="{escape(text_of(child))}">'


def formula(math: Element) -> str:
    """MathML on one line: its LaTeX where it has some, otherwise a/b, x^2, √(x)."""
    for note in math.iter("annotation"):
        if note.get("encoding", "").lower().endswith("latex") and (note.text or "").strip():
            return rf"\({(note.text or '').strip()}\)"
    return " ".join(_written(math).split())


def _written(node: Element) -> str:
    parts = [_written(child) for child in node if not child.tag.startswith("annotation")]
    if node.tag in _SIGNS and len(parts) == 2:
        return f"{_grouped(parts[0])}{_SIGNS[node.tag]}{_grouped(parts[1])}"
    if node.tag == "msqrt":
        return f"√({''.join(parts)})"
    return (node.text or "").strip() + "".join(parts)


_SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}


def _grouped(part: str) -> str:
    return part if len(part) < 2 or part.isalnum() else f"({part})"
