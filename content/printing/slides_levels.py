"""How far in a paragraph of a slide stands and what sign it begins with: said by itself, its layout or its master."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from assessments.importers.docx_numbering import roman
from content.printing.office import whole

DEEPEST = 8
SIGNS = "•–"
_MOST_COUNTED = 999


class Marks:
    """The signs and numbers before the paragraphs of one body of text, read from its beginning."""

    def __init__(self, styles: Sequence[Element]) -> None:
        self._styles = styles
        self._counts: dict[int, int] = {}

    def mark(self, paragraph: Element) -> tuple[str, int]:
        """The sign, or "" for a paragraph that is no item, and its level."""
        own = paragraph.find("pPr")
        level = whole(None if own is None else own.get("lvl"), DEEPEST)
        said = self._bullet(own, level)
        for deeper in [one for one in self._counts if one > level]:
            del self._counts[deeper]
        if said is None or said.tag != "buAutoNum":
            self._counts.pop(level, None)
            return ("" if said is None or said.tag == "buNone" else SIGNS[level % 2]), level
        first = max(whole(said.get("startAt"), _MOST_COUNTED), 1)
        self._counts[level] = self._counts.get(level, first - 1) + 1
        return numbered(said.get("type", ""), self._counts[level]), level

    def _bullet(self, own: Element | None, level: int) -> Element | None:
        """What is said nearest to the paragraph."""
        for node in (own, *(style.find(f"lvl{level + 1}pPr") for style in self._styles)):
            for name in ("buNone", "buChar", "buAutoNum", "buBlip"):
                said = None if node is None else node.find(name)
                if said is not None:
                    return said
        return None


def numbered(kind: str, count: int) -> str:
    """1. a) II. as PowerPoint names them: arabicPeriod, alphaLcParenR, romanUcPeriod."""
    written = str(count)
    if kind.startswith("alpha") and count <= 26:
        written = chr(ord("a") + count - 1)
    elif kind.startswith("roman"):
        written = roman(count)
    written = written.upper() if "Uc" in kind else written.lower()
    if kind.endswith("ParenBoth"):
        return f"({written})"
    return f"{written})" if kind.endswith("ParenR") else f"{written}."
