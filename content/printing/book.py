"""A workbook taken apart for paper: its visible sheets, each as the table that it is."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.html import escape
from django.utils.translation import gettext as _

from common.vietnamese import format_number
from content.printing.article import Block
from content.printing.book_cells import Area, Sheet, read_sheet
from content.printing.book_looks import Looks
from content.printing.book_tables import blocks_of_sheet
from content.printing.office import MOST_LETTERS, Package, counted, no, on, too_long

EXCEL, MAIN = "Excel", "xl/workbook.xml"
MOST_SHEETS, MOST_ROWS, MOST_CELLS = 40, 1500, 12_000
# What Excel, LibreOffice and Google call a sheet that nobody named.
_UNNAMED = re.compile(r"(?:sheet|trang tính|trang_tính|tờ|bảng tính)\s*\d*", re.IGNORECASE)
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$")


def blocks_of_book(data: bytes) -> list[Block]:
    """A DomainError with a sentence for what cannot be printed."""
    package = Package(data, EXCEL, ".xlsx", MAIN)
    return counted(_book(package), EXCEL)


def _book(package: Package) -> Iterator[Block]:
    book = package.xml(MAIN)
    looks, areas = Looks.of(package, book), _areas(book)
    sheets = [(place, one) for place, one in enumerate(book.iterfind("sheets/sheet")) if _is_seen(one)]
    if len(sheets) > MOST_SHEETS:
        raise _too_much(
            _("Tệp Excel có hơn %(most)s trang tính; hãy tải về và in những trang cần."), MOST_SHEETS
        )
    links, found, rows, cells, letters = package.links(MAIN), list[tuple[str, Sheet]](), 0, 0, 0
    for place, one in sheets:
        link = links.get(one.get("id", ""))
        if link and link.kind == "worksheet" and link.part in package.archive:
            sheet = read_sheet(package.xml(link.part), looks, areas.get(place))
            rows, cells = rows + len(sheet.rows), cells + len(sheet.rows) * len(sheet.columns)
            letters += sum(len(cell.text) for row in sheet.rows.values() for cell in row.values())
            _check(rows, cells)
            if letters > MOST_LETTERS:  # one long text may be shared by all cells
                raise too_long(EXCEL)
            found.append((one.get("name", ""), sheet))
    several = sum(bool(sheet.rows) for _name, sheet in found) > 1
    for name, sheet in found:
        blocks = list(blocks_of_sheet(sheet))
        if blocks and several and not _UNNAMED.fullmatch(name.strip()):
            yield from _named(escape(name), titled=not blocks[0].rows or not blocks[0].ruled)
        yield from blocks


def _named(name: str, *, titled: bool) -> list[Block]:
    """A sheet without a title of its own has its name for one."""
    return [Block("part", name)] if titled else [Block("part"), Block("head", name)]


def _is_seen(sheet: Element) -> bool:
    return sheet.get("state", "visible") == "visible"


def _areas(book: Element) -> dict[int, Area]:
    """What the author chose to print of a sheet, by its place; several pieces, or a formula, are no choice we know."""
    found: dict[int, Area] = {}
    for name in book.iterfind("definedNames/definedName"):
        area = _AREA.fullmatch((name.text or "").rpartition("!")[2])
        place = name.get("localSheetId", "")
        if (
            name.get("name") == "_xlnm.Print_Area"
            and not on(name.get("hidden"))
            and area
            and place.isdecimal()
        ):
            found[int(place[:6])] = Area.of(area[1], area[2], area[3], area[4])
    return found


def _check(rows: int, cells: int) -> None:
    if rows > MOST_ROWS:
        raise _too_much(_("Tệp Excel có hơn %(most)s dòng; hãy tải về và in những phần cần."), MOST_ROWS)
    if cells > MOST_CELLS:
        raise _too_much(_("Tệp Excel có hơn %(most)s ô; hãy tải về và in những phần cần."), MOST_CELLS)


def _too_much(sentence: str, most: int) -> Exception:
    return no(sentence % {"most": format_number(most)})
