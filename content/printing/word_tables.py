"""Tables of a Word document: their lines, their cells over several columns, and what is better set as words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.importers.docx_look import value_of
from assessments.importers.docx_styles import Styles
from content.printing.article import Block
from content.printing.word_lines import unaligned

COLUMNS = 12  # more are no table on paper of this size
_NO_LINE = ("", "nil", "none")


def fitting(table: Block) -> Iterator[Block]:
    """A box of one cell is a notice; what has too many columns is set row by row."""
    rows = [row for row in table.rows if any(row)]
    if max(map(len, rows), default=0) == 1:
        for row in rows:
            yield Block("note", row[0])
    elif max(map(len, rows), default=0) > COLUMNS and not table.keys:
        for row in rows:
            yield Block("text", " · ".join(unaligned(cell) for cell in row if cell))
    elif rows:
        yield table


def is_ruled(table: Element, styles: Styles) -> bool:
    """Whether it, the style it names, or a cell draws lines; tables that set a letterhead draw none."""
    named = styles.inherited(value_of(table.find("tblPr/tblStyle")))
    found = [borders for node in (table, *named) if (borders := node.find("tblPr/tblBorders")) is not None]
    of_cells = table.iterfind("tr/tc/tcPr/tcBorders")
    return any(value_of(border) not in _NO_LINE for borders in found[:1] or of_cells for border in borders)


def paragraphs_in(node: Element) -> Iterator[Element]:
    """All inside, once: a text box is written a second time for programs of long ago."""
    for child in node:
        if child.tag == "p":
            yield child
        if child.tag not in ("Fallback", "del", "moveFrom"):
            yield from paragraphs_in(child)


def span_of(cell: Element) -> int:
    return min(max(int(measure(value_of(cell.find("tcPr/gridSpan")))), 1), 60)


def measure(written: str) -> float:
    """0 for what is no number that a page could have."""
    return float(written) if written.isdecimal() and len(written) < 6 else 0.0


def measured(written: str) -> float:
    """The same of a slide, which is measured in 914,400 parts of an inch."""
    return float(written) if written.isdecimal() and len(written) < 10 else 0.0
