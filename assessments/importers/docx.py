"""Word documents as lines that know how each sign looks, with automatic numbers written out."""

import posixpath
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.item import Entry
from assessments.exchange.xml import parse_xml
from assessments.importers.docx_numbering import Numbering
from assessments.importers.docx_runs import line_of
from assessments.importers.layout import KEYED
from assessments.importers.layout_items import items
from assessments.importers.lines import Line

_KEY_WORDS = ("câu", "đáp án", "câu hỏi", "đ/a", "đa", "stt", "đáp án đúng", "mã đề")


def parse(data: bytes) -> Iterator[Entry]:
    """Every question of the document."""
    archive = Archive(data)
    targets = _targets(archive)
    document = parse_xml(archive.read("word/document.xml"), what="word/document.xml")
    body = document.find("body")
    reading = _Reading(Numbering.of(archive))
    lines = [] if body is None else list(reading.blocks(body))

    def find(relation: str) -> bytes | None:
        target = targets.get(relation, "")
        return archive.read(target) if target in archive else None

    return items(lines, reading.keys, find)


def _targets(archive: Archive) -> dict[str, str]:
    """Where the relations of the document lead."""
    name = "word/_rels/document.xml.rels"
    if name not in archive:
        return {}
    found = parse_xml(archive.read(name), what=name).iter("Relationship")
    return {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/word", link.get("Target", ""))).lstrip("/")
        for link in found
        if link.get("TargetMode") != "External"
    }


class _Reading:
    """Paragraphs in their order; a table is a key, or its cells are read like paragraphs."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.keys: list[tuple[int, str]] = []

    def blocks(self, holder: Element) -> Iterator[Line]:
        for child in holder:
            if child.tag == "p":
                yield line_of(child, self.numbering.label(child))
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag in ("sdt", "sdtContent", "ins", "smartTag", "customXml"):
                yield from self.blocks(child)

    def _table(self, table: Element) -> Iterator[Line]:
        rows = [
            [
                [line for part in cell.iter("p") for line in (line_of(part, self.numbering.label(part)),)]
                for cell in row.iterfind("tc")
            ]
            for row in table.iterfind("tr")
        ]
        texts = [[" ".join(line.text for line in cell).strip() for cell in row] for row in rows]
        keys = key_table(texts)
        self.keys += keys
        if not keys:
            yield from (line for row in rows for cell in row for line in cell)


def key_table(rows: list[list[str]]) -> list[tuple[int, str]]:
    """Numbers and letters of a table that holds nothing else; an empty list for any other table."""
    cells = [cell for row in rows for cell in row if cell and cell.rstrip(":").casefold() not in _KEY_WORDS]
    together = [KEYED.fullmatch(cell) for cell in cells]
    if len(cells) > 1 and all(together):
        return [(int(found[1]), found[2]) for found in together if found]
    if not cells or not all(cell.rstrip(".").isdigit() or _is_key(cell) for cell in cells):
        return []
    return _across(rows) or _down(rows)


def _is_key(cell: str) -> bool:
    return bool(KEYED.fullmatch(f"1 {cell}"))


def _across(rows: list[list[str]]) -> list[tuple[int, str]]:
    """A row of numbers above a row of letters."""
    return [
        (int(number.rstrip(".")), key)
        for above, below in pairwise(rows)
        for number, key in zip(above, below, strict=False)
        if number.rstrip(".").isdigit() and _is_key(key)
    ]


def _down(rows: list[list[str]]) -> list[tuple[int, str]]:
    """A number and its letter side by side."""
    return [
        (int(number.rstrip(".")), key)
        for row in rows
        for number, key in pairwise(row)
        if number.rstrip(".").isdigit() and _is_key(key)
    ]
