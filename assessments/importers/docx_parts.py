"""How a Word document hangs together: where its relations lead, and what belongs to a table itself."""

import posixpath
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml

DOCUMENT = "word/document.xml"
HOLDERS = ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo")
_LINKS = "word/_rels/document.xml.rels"


def targets(archive: Archive) -> dict[str, str]:
    """Parts by the relations that name them; what lies outside the file is none."""
    if _LINKS not in archive:
        return {}
    found = parse_xml(archive.read(_LINKS), what=_LINKS).iter("Relationship")
    return {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/word", link.get("Target", ""))).lstrip("/")
        for link in found
        if link.get("TargetMode") != "External"
    }


def own_rows(table: Element) -> list[Element]:
    """Without those of tables inside."""
    return [*table.iterfind("tr"), *table.iterfind("sdt/sdtContent/tr"), *table.iterfind("ins/tr")]


def own_cells(row: Element) -> list[Element]:
    return [*row.iterfind("tc"), *row.iterfind("sdt/sdtContent/tc")]
