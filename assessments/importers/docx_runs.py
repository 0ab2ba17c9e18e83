"""Runs of one Word paragraph: their text, their look, their pictures and formulas."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.importers.docx_formula import FORMULAS, formula
from assessments.importers.docx_look import look_of, value_of
from assessments.importers.docx_numbering import Numbering
from assessments.importers.docx_styles import Styles
from assessments.importers.lines import HIDDEN, LEFT_OUT, PICTURE, Line
from common.legacy_vietnamese import CONVERTERS, TCVN3, VNI

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = ("pPr", "rPr", "del", "moveFrom", "instrText", "Fallback", "txbxContent", "delText")
_WINGDINGS = {"FC": "✓", "FE": "☑", "FD": "☒", "A8": "☐", "6F": "☐", "E0": "→", "F0": "⇒", "FB": "✗"}
_FONTS = ((".vn", TCVN3), ("vni-", VNI))  # fonts of before Unicode


class Paragraphs:
    """Paragraphs as lines, with what styles and lists add to them."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.left_out: list[str] = []  # words that are struck through or hidden

    def line(self, paragraph: Element, before: Line | None = None) -> Line:
        """The paragraph as a line, beginning with its automatic number, or with the line `before` that it goes on."""
        under = self.styles.look(value_of(paragraph.find("pPr/pStyle")))
        words, known = Line(), len(self.left_out)
        self._walk(paragraph, under, words)
        line = before if before and before.text.strip() else self._numbered(paragraph, under, words, known)
        line.text, line.looks = line.text + words.text, line.looks + words.looks
        line.pictures += words.pictures
        return line.composed()

    def _numbered(self, paragraph: Element, under: int, words: Line, known: int) -> Line:
        """The number alone; none before words that are left out, and not counted where their paragraph is gone."""
        empty = not words.text.strip()
        if empty and (goes_on(paragraph) or look_of(paragraph.find("pPr/rPr"), under) & HIDDEN):
            return Line()
        label, listed = self.numbering.label(paragraph)
        if empty and len(self.left_out) > known:
            return Line()
        line = Line(listed=listed)
        if label:
            line.add(f"{label} ", look_of(paragraph.find("pPr/rPr"), under) & ~LEFT_OUT)
        return line

    def _walk(self, node: Element, look: int, line: Line, font: str = "") -> None:
        for child in node:
            if child.tag in _SKIPPED:
                continue
            if child.tag == "r":
                self._run(child, look, line)
            elif child.tag == "t":
                line.add(as_seen(child.text or "", font), look)
            elif child.tag in _SIGNS:
                line.add(_SIGNS[child.tag], look)
            elif child.tag == "sym":
                line.add(_WINGDINGS.get(child.get("char", "")[-2:].upper(), "•"), look)
            elif child.tag in ("blip", "imagedata"):
                line.add(PICTURE, look, child.get("embed") or child.get("id") or child.get("link") or "")
            elif child.tag in FORMULAS:
                line.add(formula(child, self._flat), look)
            else:
                self._walk(child, look, line, font)

    def _run(self, run: Element, look: int, line: Line) -> None:
        properties = run.find("rPr")
        style = value_of(run.find("rPr/rStyle"))
        fonts = run.find("rPr/rFonts")
        font = "" if fonts is None else (fonts.get("ascii") or fonts.get("hAnsi") or "").lower()
        seen = look_of(properties, look | self.styles.look(style))
        if not seen & LEFT_OUT:
            self._walk(run, seen, line, font)
        elif words := "".join(as_seen(text.text or "", font) for text in run.iter("t")).strip():
            self.left_out.append(words)

    def _flat(self, node: Element | None) -> str:
        line = Line()
        if node is not None:
            self._walk(node, 0, line)
        return line.text


def as_seen(text: str, font: str) -> str:
    """Letters typed for a font of before Unicode as what they looked like."""
    for begins, encoding in _FONTS:
        if font.startswith(begins) and not text.isascii():
            return CONVERTERS[encoding](text)
    return text


def goes_on(paragraph: Element) -> bool:
    """Whether the end of the paragraph is deleted (a tracked change), so that the next one belongs to it."""
    return paragraph.find("pPr/rPr/del") is not None


def boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in the paragraph, each once."""
    for child in paragraph:
        if child.tag == "txbxContent":
            yield child
        elif child.tag not in ("Fallback", "del"):
            yield from boxes(child)
