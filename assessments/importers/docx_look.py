"""What the properties of a run make its signs look like, as bits."""

from xml.etree.ElementTree import Element

from assessments.importers.lines import (
    ABOVE,
    BELOW,
    BOLD,
    COLOURED,
    HIDDEN,
    HIGHLIGHTED,
    ITALIC,
    STRUCK,
    UNDERLINED,
)

_OFF = ("0", "false", "off", "none")
_NO_FILL = ("auto", "FFFFFF", "")
_DARK = 0x70  # of 255; a grey darker than this reads as black


def look_of(properties: Element | None, under: int = 0) -> int:
    """The bits of a run; what it does not say stays as `under`, its style or its paragraph, has it."""
    if properties is None:
        return under
    said = {child.tag: child for child in properties}
    raised = value_of(said.get("vertAlign"))
    looks = (
        (BOLD, "b", _on),
        (ITALIC, "i", _on),
        (UNDERLINED, "u", _on),
        (COLOURED, "color", _coloured),
        (HIGHLIGHTED, "shd", _filled),
        (HIGHLIGHTED, "highlight", _on),
        (STRUCK, "strike", _on),
        (STRUCK, "dstrike", _on),
        (HIDDEN, "vanish", _on),
    )
    look = under
    for bit, name, seen in looks:
        if name in said:
            look = look | bit if seen(said[name]) else look & ~bit
    return look | BELOW * (raised == "subscript") | ABOVE * (raised == "superscript")


def _on(node: Element) -> bool:
    return node.get("val", "1").lower() not in _OFF


def _filled(node: Element) -> bool:
    return node.get("fill", "") not in _NO_FILL


def shaded(cell: Element) -> bool:
    """Whether a cell of a table has a ground of its own."""
    shade = cell.find("tcPr/shd")
    return shade is not None and _filled(shade)


def _coloured(node: Element) -> bool:
    """Black, and the dark greys of text that was copied from a page, are no colour."""
    written = node.get("val", "")
    if written in ("", "auto"):
        return False
    try:
        parts = [int(written[place : place + 2], 16) for place in (0, 2, 4)]
    except ValueError:
        return True
    return max(parts) >= _DARK or max(parts) - min(parts) > 0x20


def value_of(node: Element | None) -> str:
    return "" if node is None else node.get("val", "")
