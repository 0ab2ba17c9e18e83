"""The few pieces of WordprocessingML (ECMA-376) that an administrative paper needs: text in, XML out.

Written by hand because a library of 250 KB would be used for paragraphs and tables alone; LibreOffice and Word open it.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from reports.documents.nd30 import composed

FONT = "Times New Roman"
TWIPS = 56.7  # a millimetre


def run(text: str, *, size: float = 14, bold: bool = False, italic: bool = False) -> str:
    """Letters of one look; `size` in points. Line feeds become line breaks."""
    look = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    look += "<w:b/>" * bold + "<w:i/>" * italic
    look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/><w:lang w:val="vi-VN"/>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in composed(text).split("\n")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"


def paragraph(
    *runs: str, align: str = "left", before: float = 0, after: float = 0, indent: float = 0, together: bool = False,
    line: float = 1.0, new_page: bool = False,
) -> str:  # fmt: skip
    """`align` left, center, right, both; `indent` of the first line in mm; `together` with the next paragraph."""
    looks = "<w:keepNext/><w:keepLines/>" * together + "<w:pageBreakBefore/>" * new_page
    looks += f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
    looks += f' w:line="{round(line * 240)}" w:lineRule="auto"/>'
    looks += f'<w:ind w:firstLine="{round(indent * TWIPS)}"/>' if indent else ""
    looks += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(runs)}</w:p>"


def ruled(width: float, room: float) -> str:
    """A line of `width` mm in the middle of `room` mm: the one below the motto and below the issuing body."""
    side = round(max(room - width, 0) / 2 * TWIPS)
    looks = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    looks += '<w:spacing w:before="70" w:after="0" w:line="120" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{looks}<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'


def cell(content: str, width: float, *, shade: bool = False, middle: bool = False, span: int = 1) -> str:
    """A cell of `width` mm holding paragraphs, over `span` columns."""
    looks = f'<w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>'
    looks += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    looks += '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' * shade
    looks += '<w:vAlign w:val="center"/>' * middle
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, head: bool = False) -> str:
    """A row that no page breaks; a head is repeated on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[float], *, lines: bool) -> str:
    """Of fixed widths in mm, with or without lines."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = "single" if lines else "nil"
    borders = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in widths)
    pad = 80 if lines else 0
    looks = (
        f'<w:tblW w:w="{round(sum(widths) * TWIPS)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar>'
    )
    return f"<w:tbl><w:tblPr>{looks}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def section(*, wide: bool, first: bool) -> str:
    """The end of a section: A4 with the decree's margins; on the first page of the first no page number."""
    wide_, high = (297, 210) if wide else (210, 297)
    turned = ' w:orient="landscape"' * wide
    tall, lying = (
        {"top": 20, "bottom": 20, "left": 30, "right": 15},
        {"top": 25, "bottom": 15, "left": 20, "right": 20},
    )
    margins = lying if wide else tall
    sides = " ".join(f'w:{side}="{round(size * TWIPS)}"' for side, size in margins.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
        f'<w:pgSz w:w="{round(wide_ * TWIPS)}" w:h="{round(high * TWIPS)}"{turned}/>'
        f'<w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/>{"<w:titlePg/>" * first}</w:sectPr>'
    )
