"""Runs of one Word paragraph: their text, their look, their pictures and formulas."""

from xml.etree.ElementTree import Element

from assessments.importers.lines import (
    ABOVE,
    BELOW,
    BOLD,
    COLOURED,
    HIGHLIGHTED,
    ITALIC,
    PICTURE,
    UNDERLINED,
    Line,
)

_OFF = ("0", "false", "off", "none")
_NO_COLOUR = ("auto", "000000", "")
_NO_FILL = ("auto", "FFFFFF", "")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = ("pPr", "rPr", "del", "moveFrom", "instrText", "Fallback", "txbxContent", "delText")
_FORMULA = {"f": ("num", "/", "den"), "sSup": ("e", "^", "sup"), "sSub": ("e", "_", "sub")}


def line_of(paragraph: Element, label: str = "") -> Line:
    """The paragraph as a line, beginning with its automatic number."""
    line = Line()
    if label:
        mark = paragraph.find("pPr/rPr")
        line.add(f"{label} ", look_of(mark))
    _walk(paragraph, 0, line)
    return line


def _walk(node: Element, look: int, line: Line) -> None:
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == "r":
            _walk(child, look | look_of(child.find("rPr")), line)
        elif child.tag == "t":
            line.add(child.text or "", look)
        elif child.tag in _SIGNS:
            line.add(_SIGNS[child.tag], look)
        elif child.tag in ("blip", "imagedata"):
            address = child.get("embed") or child.get("id") or ""
            line.add(PICTURE, look, address)
        elif child.tag in _FORMULA:
            line.add(formula(child), look)
        else:
            _walk(child, look, line)


def formula(node: Element) -> str:
    """A piece of an Office formula on one line."""
    first, sign, second = _FORMULA[node.tag]
    return sign.join(_grouped(_flat(node.find(part))) for part in (first, second))


def _flat(node: Element | None) -> str:
    if node is None:
        return ""
    line = Line()
    _walk(node, 0, line)
    return line.text


def _grouped(part: str) -> str:
    return part if len(part) < 2 or part.isalnum() else f"({part})"


def look_of(properties: Element | None) -> int:
    """The bits of a run's properties."""
    if properties is None:
        return 0
    said = {child.tag: child for child in properties}
    raised = said["vertAlign"].get("val", "") if "vertAlign" in said else ""
    return (
        BOLD * _on(said.get("b"))
        | ITALIC * _on(said.get("i"))
        | UNDERLINED * _on(said.get("u"))
        | COLOURED * (_value(said.get("color"), "val") not in _NO_COLOUR)
        | HIGHLIGHTED * (_on(said.get("highlight")) or _value(said.get("shd"), "fill") not in _NO_FILL)
        | BELOW * (raised == "subscript")
        | ABOVE * (raised == "superscript")
    )


def _on(node: Element | None) -> bool:
    return node is not None and node.get("val", "1").lower() not in _OFF


def _value(node: Element | None, name: str) -> str:
    return "" if node is None else node.get(name, "")
