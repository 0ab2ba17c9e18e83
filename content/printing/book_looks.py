"""Words and formats that all sheets of a workbook share."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from content.printing.book_numbers import USUAL
from content.printing.office import Package, on, whole

_STRINGS, _STYLES = "sharedStrings", "styles"
_MOST = 100_000


@dataclass(frozen=True)
class Look:
    """Of a cell: the format of its number, whether its letters are bold, whether it has a frame."""

    code: str = ""
    bold: bool = False
    framed: bool = False


@dataclass
class Looks:
    """By the numbers with which cells name them."""

    strings: list[str] = field(default_factory=list)
    cells: list[Look] = field(default_factory=list)
    since_1904: bool = False

    @classmethod
    def of(cls, package: Package, book: Element) -> "Looks":
        strings, styles = (package.linked("xl/workbook.xml", kind) for kind in (_STRINGS, _STYLES))
        said = book.find("workbookPr")
        return cls(
            [text_of(one) for one in package.xml(strings).iterfind("si")] if strings else [],
            _cells(package.xml(styles)) if styles else [],
            said is not None and on(said.get("date1904")),
        )

    def string(self, number: str) -> str:
        place = whole(number, _MOST * 10)
        return self.strings[place] if place < len(self.strings) else ""

    def look(self, number: str | None) -> Look:
        place = whole(number, _MOST)
        return self.cells[place] if place < len(self.cells) else Look()


def text_of(node: Element) -> str:
    """Plain, or in runs; how it is spoken in Japanese is left out."""
    found = [one.text or "" for one in (*node.iterfind("t"), *node.iterfind("r/t"))]
    return "".join(found).replace("_x000D_", "").strip()


def _cells(styles: Element) -> list[Look]:
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind("numFmts/numFmt")}
    bold = [one.find("b") is not None for one in styles.iterfind("fonts/font")]
    framed = [
        any(side.get("style", "none") != "none" for side in one) for one in styles.iterfind("borders/border")
    ]
    return [
        Look(
            codes.get(one.get("numFmtId", ""), USUAL.get(whole(one.get("numFmtId"), _MOST), "")),
            _said(bold, one.get("fontId")),
            _said(framed, one.get("borderId")),
        )
        for one in styles.iterfind("cellXfs/xf")
    ]


def _said(known: list[bool], number: str | None) -> bool:
    place = whole(number, _MOST)
    return place < len(known) and known[place]
