"""A Word document taken apart for paper: headings, paragraphs, items, tables and pictures, in order.

It is read by what reads questions from Word, whose guards refuse bombs, entities and what is no Word document.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml
from assessments.importers.docx_numbering import BULLET, Numbering
from assessments.importers.docx_parts import DOCUMENT, HOLDERS, own_cells, own_rows, targets
from assessments.importers.docx_runs import Paragraphs, boxes
from assessments.importers.docx_styles import Styles
from assessments.importers.lines import BOLD, Line
from content.printing.article import Block
from content.printing.office import counted, no, opened, too_long
from content.printing.word_lines import Manner, marked, markup
from content.printing.word_pictures import Pictures, missing
from content.printing.word_tables import fitting, is_ruled, measure, paragraphs_in, span_of

MOST_XML = 12 * 2**20  # of a part: some four hundred pages
WORD = "Word"


def blocks_of_word(data: bytes) -> list[Block]:
    """A DomainError with a sentence for what cannot be printed."""
    archive = opened(data, WORD, ".docx", DOCUMENT)
    for part in (DOCUMENT, "word/styles.xml", "word/numbering.xml"):
        if part in archive and len(archive.read(part)) > MOST_XML:
            raise too_long(WORD)
    document = parse_xml(archive.read(DOCUMENT), what=DOCUMENT)
    try:
        return counted(_Reading(archive).blocks(_without_hidden(document)), WORD)
    except ValueError as wrong:  # a level or number that is none
        raise no(_("Tệp Word bị hỏng nên không in được từ đây.")) from wrong


def _without_hidden(document: Element) -> Element:
    """The body without runs that their author hid."""
    for parent in list(document.iter()):
        for run in parent.findall("r"):
            hidden = run.find("rPr/vanish")
            if hidden is not None and hidden.get("val", "1") not in ("0", "false"):
                parent.remove(run)
    body = document.find("body")
    return Element("body") if body is None else body


class _Reading:
    """Lists count on from paragraph to paragraph, so a document is read once, from its beginning."""

    def __init__(self, archive: Archive) -> None:
        self.styles = Styles.of(archive)
        self.paragraphs = Paragraphs(self.styles, Numbering.of(archive, self.styles))
        self.pictures = Pictures(archive, targets(archive))

    def blocks(self, holder: Element) -> Iterator[Block]:
        for child in holder:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag in HOLDERS:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        line, manner = self.paragraphs.line(paragraph), Manner.of(paragraph, self.styles)
        if not manner.is_contents and any(map(str.isalnum, line.text)):
            yield _block(line, manner)
        yield from self._shown(line)
        for box in boxes(paragraph):
            yield from self.blocks(box)

    def _shown(self, line: Line) -> Iterator[Block]:
        for relation in line.pictures:
            data = self.pictures.find(relation)
            if data is not None:
                yield Block("picture", "" if data else missing(), picture=data)

    def _table(self, table: Element) -> Iterator[Block]:
        made, lines = Block("table", ruled=is_ruled(table, self.styles)), list[Line]()
        for number, row in enumerate(own_rows(table)):
            made.rows.append([])
            for cell in own_cells(row):
                first, wide = len(made.rows[-1]), span_of(cell)
                made.rows[-1] += [self._cell(cell, lines), *[""] * (wide - 1)]
                if wide > 1:
                    made.spans.append((number, first, first + wide - 1))
        made.widths = [measure(column.get("w", "")) for column in table.iterfind("tblGrid/gridCol")]
        yield from fitting(made)
        for line in lines:
            yield from self._shown(line)

    def _cell(self, cell: Element, lines: list[Line]) -> str:
        """Its paragraphs one below the other; what stands in a table inside it, too."""
        words, align = [], None
        for paragraph in paragraphs_in(cell):
            line = self.paragraphs.line(paragraph)
            lines.append(line)
            if line.text.strip():
                align = align or Manner.of(paragraph, self.styles)
                words.append(f"{BULLET} {markup(line)}" if line.listed == BULLET else markup(line))
        return align.aligned("<br/>".join(words)) if align else ""


def _block(line: Line, manner: Manner) -> Block:
    item = marked(line)
    if item and not any(name.startswith("heading") for name in manner.names):
        return Block("item", markup(item[1]), item[0])
    if manner.is_head(line):
        return Block("head", manner.aligned(markup(line, BOLD)))
    return Block("text", manner.aligned(markup(line)))
