"""Lines of a Word document as reportlab sets them: their looks, their place between the margins, what they are."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assessments.importers.docx_look import value_of
from assessments.importers.docx_numbering import BULLET
from assessments.importers.docx_styles import Styles
from assessments.importers.lines import BOLD, Line
from content.printing.plain_text import HEAD_WORDS, ITEM, is_head

_TAGS = {
    "strong": "b",
    "em": "i",
    "sup": 'super rise="35%" size="68%"',
    "sub": 'sub rise="15%" size="68%"',
}
_TAG = re.compile(r"<(/?)(strong|em|sup|sub)>")
_ALIGNED = re.compile(r"</?para[^>]*>")
_PICTURE = re.compile(r'<img src="[^"]*">')
_NUMBER = re.compile(r"(\S{1,6}[.)/:]|\S{1,3})\s+(?=\S)")
# Signs that the faces of our paper lack; Word's own bullets come from fonts of signs.
_SIGNS = str.maketrans({
    "☐": "[ ]", "□": "[ ]", "☑": "[x]", "☒": "[x]", "✓": "•", "✔": "•", "●": "•", "▪": "•", "■": "•", "◦": "•",
    "⇒": "→", "➔": "→", "\t": " ", "\uf0b7": "•", "\uf0a7": "•", "\uf0fc": "•", "\u00a0": " ",
})  # fmt: skip
_ASIDE = {"center": "center", "right": "right", "end": "right"}


def markup(line: Line, without: int = 0) -> str:
    """The words of a line; pictures stand apart."""
    html = _PICTURE.sub("", line.html(without))
    html = _TAG.sub(_tag, html).translate(_SIGNS)
    return "<br/>".join(part.strip() for part in html.strip().split("\n"))


def _tag(found: re.Match[str]) -> str:
    name = _TAGS[found[2]]
    return f"</{name.split()[0]}>" if found[1] else f"<{name}>"


@dataclass(frozen=True)
class Manner:
    """What styles and the paragraph itself say about a paragraph."""

    names: tuple[str, ...]
    outlined: bool
    align: str

    @classmethod
    def of(cls, paragraph: Element, styles: Styles) -> "Manner":
        line = [paragraph, *styles.inherited(value_of(paragraph.find("pPr/pStyle")))]
        names = tuple(value_of(node.find("name")).lower() for node in line[1:])
        jc = next((value_of(found) for node in line if (found := node.find("pPr/jc")) is not None), "")
        levels = (value_of(found) for node in line if (found := node.find("pPr/outlineLvl")) is not None)
        level = next(levels, "")
        return cls(names, level.isdecimal() and int(level) < 9, _ASIDE.get(jc, ""))

    @property
    def is_contents(self) -> bool:
        """A line of a table of contents: its page numbers are those of other paper."""
        return any(name.startswith("toc ") for name in self.names)

    def is_head(self, line: Line) -> bool:
        named = any(name.startswith(("heading", "title")) for name in self.names)
        short = len(line.text.split()) <= HEAD_WORDS and line.text.rstrip()[-1:] not in ".;,"
        return named or self.outlined or (short and line.has(BOLD)) or is_head(line.text.strip())

    def aligned(self, words: str) -> str:
        return f'<para align="{self.align}">{words}</para>' if self.align and words else words


def unaligned(words: str) -> str:
    """Words of a cell to stand among others."""
    return _ALIGNED.sub("", words)


def marked(line: Line) -> tuple[str, Line] | None:
    """(mark, the rest) of an item, whether Word counted it or somebody typed a dash."""
    bare = line.cut(0)
    if line.listed == BULLET:
        return "•", bare
    typed = ITEM.match(bare.text)
    if typed:
        return ("•" if typed[1] in "*•" else "–"), bare.cut(typed.end())
    counted = _NUMBER.match(bare.text) if line.listed else None
    return (counted[1], bare.cut(counted.end())) if counted else None
