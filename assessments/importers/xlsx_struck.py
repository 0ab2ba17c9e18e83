"""Cells struck through, whole or in part: whoever crossed words out does not mean them; Excel keeps them all the same."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml
from assessments.importers.xlsx_percent import column_place, part_of

_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_NUMBER = re.compile(rb"<(?:\w+:)?v>(\d+)<")
_INLINE = re.compile(rb'<(?:\w+:)?strike(?:\s+val="(?:1|true)")?\s*/>')
_PLACE, _STYLE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"'), re.compile(rb'\bs="(\d+)"')
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"


def struck_cells(data: bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column of each, counted from 0."""
    archive = Archive(data)
    styles, strings = _struck_styles(archive), _struck_strings(archive)
    part = part_of(archive, sheet)
    page = archive.read(part) if part else b""
    any_is = styles or strings or _INLINE.search(page)
    return frozenset(_found(page, styles, strings) if any_is else ())


def _found(page: bytes, styles: set[bytes], strings: set[bytes]) -> Iterator[tuple[int, int]]:
    for cell in _CELL.finditer(page):
        looks, inside = cell[1], cell[2] or b""
        place, style, number = _PLACE.search(looks), _STYLE.search(looks), _NUMBER.search(inside)
        shared = b't="s"' in looks and number and number[1] in strings
        if place and (shared or (style and style[1] in styles) or _INLINE.search(inside)):
            yield int(place[2]) - 1, column_place(place[1].decode())


def _struck_styles(archive: Archive) -> set[bytes]:
    if _STYLES not in archive:
        return set()
    root = parse_xml(archive.read(_STYLES), what=_STYLES)
    fonts = {str(at) for at, font in enumerate(root.iterfind("fonts/font")) if _struck(font)}
    forms = enumerate(root.iterfind("cellXfs/xf"))
    return {str(at).encode() for at, form in forms if form.get("fontId") in fonts}


def _struck_strings(archive: Archive) -> set[bytes]:
    """Texts of which a part is struck, by their numbers."""
    if _STRINGS not in archive or b"strike" not in archive.read(_STRINGS):
        return set()
    texts = enumerate(parse_xml(archive.read(_STRINGS), what=_STRINGS).iterfind("si"))
    return {str(at).encode() for at, text in texts if any(map(_struck, text.iterfind("r/rPr")))}


def _struck(look: Element) -> bool:
    strike = look.find("strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")
