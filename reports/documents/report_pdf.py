"""The paper as PDF in Tinos: what is signed and sent; numbers of pages from the second on."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from common.pdf_fonts import BOLD, ITALIC, ONE_AT_A_TIME, REGULAR, TINOS, register
from reports.documents.nd30 import MOTTO, STATE, Annex, Block, Paper, composed, ended
from reports.documents.report_docx import LEFT, RIGHT, ROOM, ROOM_WIDE, widths_of

ALIGNS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "both": TA_JUSTIFY}
SHADE = Color(0.93, 0.93, 0.93)
BOLD_ITALIC = TINOS[1, 1]


def report_pdf(paper: Paper) -> bytes:
    """The bytes of the file."""
    register()
    buffer = BytesIO()
    with ONE_AT_A_TIME:
        book = BaseDocTemplate(
            buffer, title=composed(f"{paper.kind} {paper.subject}"), author=composed(" ".join(paper.issuer)),
            lang="vi", invariant=1,
        )  # fmt: skip
        book.addPageTemplates(
            [_page("first", wide=False, number=False), _page("rest", wide=False), _page("wide", wide=True)]
        )
        book.build(_story(paper))
    return buffer.getvalue()


def _page(name: str, *, wide: bool, number: bool = True) -> PageTemplate:
    size = (297 * mm, 210 * mm) if wide else (210 * mm, 297 * mm)
    left, top, bottom = (20, 25, 15) if wide else (30, 20, 20)
    room = (ROOM_WIDE if wide else ROOM) * mm
    frame = Frame(
        left * mm, bottom * mm, room, size[1] - (top + bottom) * mm,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(name, [frame], onPage=_number(size) if number else _nothing, pagesize=size)


def _number(size: tuple[float, float]) -> Callable[[Canvas, Any], None]:
    def draw(canvas: Canvas, book: Any) -> None:
        canvas.setFont(REGULAR, 13)
        canvas.drawCentredString(size[0] / 2, size[1] - 13 * mm, str(book.page))

    return draw


def _nothing(canvas: Canvas, book: Any) -> None:
    """No number on the first page."""


def _said(text: str, size: float = 14, font: str = REGULAR, align: str = "left", **more: Any) -> Paragraph:
    style = ParagraphStyle(
        "said", fontName=font, fontSize=size, leading=size * more.pop("line", 1.18), alignment=ALIGNS[align],
        splitLongWords=1, **more,
    )  # fmt: skip
    return Paragraph(escape(composed(text)).replace("\n", "<br/>"), style)


class _Rule(Flowable):
    """A line in the middle of whatever room there is; reportlab's own stands at the left inside a cell."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.length, self.room = width * mm, 0.0

    def wrap(self, room: float, _high: float) -> tuple[float, float]:
        self.room = room
        return room, 7

    def draw(self) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.line((self.room - self.length) / 2, 3, (self.room + self.length) / 2, 3)


def _rule(width: float) -> Flowable:
    return _Rule(width)


def _story(paper: Paper) -> list[Flowable]:
    story: list[Flowable] = [NextPageTemplate("rest"), _heading(paper), Spacer(0, 14)]
    story += [_said(paper.kind, font=BOLD, align="center"), _said(paper.subject, font=BOLD, align="center")]
    story += [_rule(45), Spacer(0, 4)]
    story += [_body(f"Căn cứ {line}", ITALIC) for line in ended(paper.bases)]
    story += [_block(block) for block in paper.blocks]
    story += [KeepTogether([Spacer(0, 10), _ending(paper)])]
    for annex in paper.annexes:
        story += [NextPageTemplate("wide" if annex.is_wide else "rest"), PageBreak(), *_annex(annex, paper)]
    return story


def _grid(cells: list[list[Any]], widths: list[float], *looks: tuple[Any, ...]) -> Table:
    table = Table([list(line) for line in cells], colWidths=[width * mm for width in widths], splitInRow=1)
    plain = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    plain += [("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1)]
    table.setStyle([*plain, *looks])
    return table


def _heading(paper: Paper) -> Table:
    left = [_said(line, 12, align="center") for line in paper.superior]
    left += [_said(line, 13, BOLD, "center") for line in paper.issuer]
    right = [_said(STATE, 12, BOLD, "center"), _said(MOTTO, 13.5, BOLD, "center"), _rule(57)]
    number = [_said(f"Số: {paper.symbol}", 13, align="center")]
    number += [_said(paper.mark, 13, BOLD, "center")] if paper.mark else []
    day = [_said(paper.place_and_day, 13.5, ITALIC, "center")]
    return _grid([[[*left, _rule(22)], right], [number, day]], [LEFT, RIGHT])


def _body(text: str, font: str = REGULAR, **more: Any) -> Paragraph:
    return _said(text, 14, font, "both", firstLineIndent=12.7 * mm, spaceBefore=6, line=1.28, **more)


def _block(block: Block) -> Paragraph:
    return _body(block.text, BOLD if block.level else REGULAR, keepWithNext=int(block.level > 0))


def _ending(paper: Paper) -> Table:
    left = [_said("Nơi nhận:", 12, BOLD_ITALIC)]
    left += [_said(f"- {line}", 11) for line in ended(paper.recipients)]
    right: list[Flowable] = [_said(line, 14, BOLD, "center") for line in paper.authority]
    right += [Spacer(0, 26 * mm), _said(paper.signer or " ", 14, BOLD, "center")]
    return _grid([[left, right]], [80, 85])


def _annex(annex: Annex, paper: Paper) -> list[Flowable]:
    story = [
        _said(f"Phụ lục {annex.number}", 14, BOLD, "center"),
        _said(annex.title.upper(), 14, BOLD, "center"),
        _said(paper.reference, 13, ITALIC, "center"),
        _rule(40),
        Spacer(0, 8),
    ]
    return [*story, _table(annex) if annex.rows else _body(annex.empty)]


def _table(annex: Annex) -> Table:
    widths = widths_of(annex, ROOM_WIDE if annex.is_wide else ROOM)
    cells: list[list[Any]] = [[_said(column.title, 12, BOLD, "center") for column in annex.columns]]
    for place, texts in enumerate(annex.rows):
        font = BOLD if place in annex.bold else REGULAR
        cells.append(
            [_said(text, 12, font, column.align) for text, column in zip(texts, annex.columns, strict=True)]
        )
    # a unit may say more than a page holds: such a row goes on overleaf, any other stays whole
    table = Table(cells, colWidths=[width * mm for width in widths], repeatRows=1, splitInRow=1)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("BACKGROUND", (0, 0), (-1, 0), SHADE),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return table
