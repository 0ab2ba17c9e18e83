"""Word documents as lines that know how each sign looks, with automatic numbers written out."""

import re
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.archive import Archive
from assessments.exchange.item import Entry, Remark
from assessments.exchange.xml import parse_xml
from assessments.importers.coded_tables import coded_table
from assessments.importers.docx_look import shaded
from assessments.importers.docx_numbering import Numbering
from assessments.importers.docx_parts import DOCUMENT, HOLDERS, own_cells, own_rows, targets
from assessments.importers.docx_runs import Paragraphs, boxes, goes_on
from assessments.importers.docx_styles import Styles
from assessments.importers.docx_tables import lines_of
from assessments.importers.key_codes import Key, code_of
from assessments.importers.key_tables import key_table
from assessments.importers.layout_items import items
from assessments.importers.lines import Line

_SHOWN = 4


def parse(data: bytes, code: str = "") -> Iterator[Entry]:
    """Every question of the document."""
    archive = Archive(data)
    led = targets(archive)
    document = parse_xml(archive.read(DOCUMENT), what=DOCUMENT)
    body = document.find("body")
    styles = Styles.of(archive)
    reading = _Reading(Paragraphs(styles, Numbering.of(archive, styles)))
    lines = [] if body is None else list(reading.blocks(body))

    def find(relation: str) -> bytes | None:
        target = led.get(relation, "")
        return archive.read(target) if target in archive else None

    found = items(lines, reading.keys, find, asked=code, headed=_headed(archive))
    return chain(_remarks(reading.paragraphs.left_out), found)


def _remarks(left_out: list[str]) -> Iterator[Remark]:
    if left_out:
        shown = ", ".join(f"“{words[:40]}”" for words in left_out[:_SHOWN])
        more = " …" if len(left_out) > _SHOWN else ""
        said = _("Đã bỏ qua %(n)s chỗ chữ bị gạch ngang hoặc bị ẩn trong tệp Word: %(shown)s%(more)s.")
        yield Remark(said % {"n": len(left_out), "shown": shown, "more": more})


def _headed(archive: Archive) -> list[str]:
    """Codes of the test at the head or foot of its pages."""
    found = []
    for name in sorted(archive.names):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            for line in parse_xml(archive.read(name), what=name).iter("p"):
                found.append(code_of("".join(text.text or "" for text in line.iter("t")), anywhere=True))
    return list(dict.fromkeys(filter(None, found)))


def _shaded_as_ticked(said: list[list[str]], cells: list[list[Element]]) -> list[list[str]]:
    return [
        [text or "x" * shaded(cell) for text, cell in zip(words, row, strict=True)]
        for words, row in zip(said, cells, strict=True)
    ]


class _Reading:
    """Paragraphs in their order; a table is a key, questions by row, a table to look at, or a way to set lines."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs
        self.keys: list[Key] = []
        self.code = ""  # that a line before named
        self.asked = 0  # questions that stood in rows of tables

    def blocks(self, holder: Element) -> Iterator[Line]:
        begun: Line | None = None
        for child in holder:
            if child.tag == "p":
                line = self.paragraphs.line(child, begun)
                begun = line if goes_on(child) else None
                if not begun:
                    self.code = code_of(line.text) or self.code
                    yield line
                for box in boxes(child):
                    yield from self.blocks(box)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag in HOLDERS:
                yield from self.blocks(child)
        if begun:
            yield begun

    def _table(self, table: Element) -> Iterator[Line]:
        cells = [
            [cell for cell in row.iter("tc") if cell in own_cells(row)]
            for row in table.iter("tr")
            if row in own_rows(table)
        ]
        rows = [[list(self.blocks(cell)) for cell in row] for row in cells]
        said = [[" ".join(line.text for line in cell).strip() for cell in row] for row in rows]
        keys = self._keys(said) or self._keys(_shaded_as_ticked(said, cells))
        self.keys += keys
        if not keys:
            lines, self.asked = lines_of(rows, self.asked)
            yield from lines

    def _keys(self, rows: list[list[str]]) -> list[Key]:
        """Of a column for each code, or of the code named in the first row or in a line above."""
        if found := coded_table(rows):
            self.code = ""
            return found
        only = [cell for cell in rows[0] if cell] if rows else []
        if len(only) == 1 and (code := code_of(only[0])):
            self.code, rows = code, rows[1:]
        return [(self.code, number, key) for number, key in key_table(rows)]
