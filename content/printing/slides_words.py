"""Paragraphs of a slide, a cell or the speaker's notes: their runs with their looks, as lines."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from assessments.importers.docx_formula import formula
from assessments.importers.docx_runs import as_seen
from assessments.importers.lines import ABOVE, BELOW, BOLD, ITALIC, UNDERLINED, Line
from content.printing.article import Block
from content.printing.office import Package, on
from content.printing.slides_levels import Marks
from content.printing.word_lines import markup

_FORMULAS = frozenset({"sSup", "sSub", "sSubSup", "f", "d", "rad", "nary"})
_SKIPPED = ("pPr", "endParaRPr", "rPr", "Fallback")


def line_of(paragraph: Element) -> Line:
    """What is read; numbers of slides and days that change by themselves are left out."""
    line = Line()
    _walk(paragraph, line)
    return line.composed()


def blocks_of_body(body: Element, styles: Sequence[Element]) -> Iterator[Block]:
    """Items by their levels, and plain paragraphs."""
    marks = Marks(styles)
    for paragraph in body.iterfind("p"):
        line = line_of(paragraph)
        if line.text.strip():
            mark, level = marks.mark(paragraph)
            yield Block("item" if mark else "text", markup(line), mark, level=level)


def cell_of(body: Element | None) -> str:
    """Its paragraphs one below the other."""
    found = [] if body is None else list(blocks_of_body(body, ()))
    return "<br/>".join(f"{one.mark} {one.text}".strip() for one in found)


def words_of_notes(package: Package, slide: str) -> str:
    """What the speaker wrote for themselves, or ""."""
    name = package.linked(slide, "notesSlide")
    if not name:
        return ""
    shapes = package.xml(name).iter("sp")
    bodies = (shape.find("txBody") for shape in shapes if _is_body(shape))
    return "<br/>".join(words for body in bodies if (words := cell_of(body)))


def _is_body(shape: Element) -> bool:
    place = shape.find("nvSpPr/nvPr/ph")
    return place is not None and place.get("type") == "body"


def _walk(node: Element, line: Line, look: int = 0, font: str = "") -> None:
    for child in node:
        if child.tag == "r":
            _walk(child, line, _look(child.find("rPr")), _font(child.find("rPr")))
        elif child.tag == "t":
            line.add(as_seen(child.text or "", font), look)
        elif child.tag == "br":
            line.add("\n", look)
        elif child.tag in _FORMULAS:
            line.add(formula(child, _flat), look)
        elif child.tag not in _SKIPPED and child.tag != "fld":
            _walk(child, line, look, font)


def _flat(node: Element | None) -> str:
    line = Line()
    if node is not None:
        _walk(node, line)
    return line.text


def _look(said: Element | None) -> int:
    if said is None:
        return 0
    raised = said.get("baseline", "0")
    look = BOLD * on(said.get("b")) | ITALIC * on(said.get("i"))
    look |= UNDERLINED * (said.get("u", "none") != "none")
    return look | (BELOW if raised.startswith("-") else ABOVE * (raised.strip("0%") != ""))


def _font(said: Element | None) -> str:
    latin = None if said is None else said.find("latin")
    return "" if latin is None else latin.get("typeface", "").lower()
