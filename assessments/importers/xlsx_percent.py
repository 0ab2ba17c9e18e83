"""Which cells of a sheet Excel shows as per cent: “10%” typed into a cell is kept as 0.1, which nobody meant."""

import re

from assessments.exchange.archive import Archive
from assessments.exchange.numbers import written
from assessments.exchange.xml import parse_xml

_BUILT_IN = frozenset(["9", "10"])  # 0% and 0.00%
_CELL = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]{1,3})(\d{1,7})"\s+s="(\d+)"')
_STYLES, _BOOK, _LINKS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def percent_cells(data: bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column of each, counted from 0."""
    archive = Archive(data)
    styles = _percent_styles(archive)
    part = part_of(archive, sheet) if styles else None
    found = _CELL.finditer(archive.read(part)) if part else ()
    return frozenset(
        (int(row) - 1, column_place(column)) for column, row, style in map(_groups, found) if style in styles
    )


def percent(cell: float) -> str:
    """0.125 as 12,5%."""
    return f"{written(round(cell * 100, 9))}%".replace(".", ",")


def _groups(found: re.Match[bytes]) -> tuple[str, str, str]:
    column, row, style = (group.decode() for group in found.groups())
    return column, row, style


def _percent_styles(archive: Archive) -> set[str]:
    if _STYLES not in archive:
        return set()
    root = parse_xml(archive.read(_STYLES), what=_STYLES)
    own = {form.get("numFmtId") for form in root.iter("numFmt") if "%" in form.get("formatCode", "")}
    forms = [form.get("numFmtId", "") for form in root.iterfind("cellXfs/xf")]
    return {str(place) for place, form in enumerate(forms) if form in own | _BUILT_IN}


def part_of(archive: Archive, name: str) -> str | None:
    """Where the sheet of this name lies in the archive."""
    sheets = parse_xml(archive.read(_BOOK), what=_BOOK).iterfind("sheets/sheet")
    relation = next((sheet.get("id") for sheet in sheets if sheet.get("name") == name), None)
    if relation is None or _LINKS not in archive:
        return None
    links = parse_xml(archive.read(_LINKS), what=_LINKS).iter("Relationship")
    target = next((link.get("Target", "") for link in links if link.get("Id") == relation), "")
    return (
        archive.nearest(target.lstrip("/") if target.startswith("/") else f"xl/{target}") if target else None
    )


def column_place(column: str) -> int:
    """0 for A, 26 for AA."""
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
