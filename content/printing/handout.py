"""Handouts set by reportlab: one flow of the same pieces, on A4, on A4 in large letters, or as an A5 booklet."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Image,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from common.pdf_fonts import ONE_AT_A_TIME, SCREEN, SCREEN_BOLD, register
from common.qr import bars
from content.printing.flow import article, boxed, guide_pieces, tight
from content.printing.folding import folded
from content.printing.forms import Form
from content.printing.sheet import Handout

MM = 72 / 25.4
GREEN, GREY = HexColor("#0B5D4E"), HexColor("#4A5A55")

LEGIBLE = 13  # points: an address in larger letters would be broken within its words


@dataclass(frozen=True)
class Setting:
    """Sizes in points and millimetres."""

    page: tuple[float, float]
    margin: float
    size: float
    picture: float
    code: float
    own_back: bool = False  # the code stands on the back of the cover


SETTINGS = {
    Form.A4: Setting(A4, 16, 11.5, 46, 30),
    Form.GUIDE: Setting(A4, 16, 10.5, 46, 22),
    Form.LARGE: Setting(A4, 16, 19, 62, 38),
    Form.BOOKLET: Setting(A5, 12, 11, 38, 34, own_back=True),
}


Draw = Callable[["Handout", Setting, float], list[Flowable]]


class Code(Flowable):  # type: ignore[misc]
    """A QR code of a size in millimetres."""

    def __init__(self, address: str, side: float) -> None:
        super().__init__()
        self.address, self.width, self.height = address, side * MM, side * MM

    def draw(self) -> None:
        found, side = bars(self.address)
        module = self.width / side
        for line, column, length in found:
            self.canv.rect(
                column * module, self.height - (line + 1) * module, length * module, module, stroke=0, fill=1
            )


def draw_handout(said: Handout, form: str) -> bytes:
    """The PDF of a form that is not the poster."""
    with ONE_AT_A_TIME:  # reportlab keeps fonts in module globals
        register()
        pages = _set(said, Form(form))
    return folded(pages) if form == Form.BOOKLET else pages


def draw_closing(said: Handout, form: str) -> bytes:
    """The last page behind pages that are not ours: what this is, which version, and the way to the newest."""
    with ONE_AT_A_TIME:
        register()
        return _set(replace(said, summary=""), Form(form), _closing)


def _set(said: Handout, form: Form, draw: Draw | None = None) -> bytes:
    setting = SETTINGS[form]
    out, margin = io.BytesIO(), setting.margin * MM
    document = SimpleDocTemplate(
        out, pagesize=setting.page, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin + 4 * MM,
        title=said.title, subject=said.address, lang="vi", initialFontName=SCREEN,
    )  # fmt: skip
    wide = setting.page[0] - 2 * margin - 12  # platypus' frames pad by six points

    def foot(canvas: Canvas, _document: Any) -> None:
        canvas.setFont(SCREEN, 8)
        canvas.setFillColor(GREY)
        canvas.drawString(margin + 6, 8 * MM, said.foot)
        if draw is not _closing:
            canvas.drawRightString(setting.page[0] - margin - 6, 8 * MM, str(canvas.getPageNumber()))

    draw = draw or (_guide if form == Form.GUIDE else _pieces)
    document.build(draw(said, setting, wide), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _styles(size: float) -> tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]:
    text = ParagraphStyle("text", fontName=SCREEN, fontSize=size, leading=size * 1.42)
    title = ParagraphStyle(
        "title", parent=text, fontName=SCREEN_BOLD, fontSize=size * 1.75, leading=size * 2.15, textColor=GREEN
    )
    head = ParagraphStyle(
        "head", parent=text, fontName=SCREEN_BOLD, fontSize=size * 1.15, leading=size * 1.5, spaceBefore=size,
        spaceAfter=size / 2, keepWithNext=1,
    )  # fmt: skip
    return text, title, head


def _guide(said: Handout, setting: Setting, wide: float) -> list[Flowable]:
    """What the helper holds in their hand, with the way back to the film."""
    text, title, head = _styles(setting.size)
    pieces = guide_pieces(said, (text, title, head), wide)
    end = _end(replace(said, help=""), text, setting, wide)  # whom to ask stands among the difficulties
    return [*pieces, KeepTogether(end)]


def _pieces(said: Handout, setting: Setting, wide: float) -> list[Flowable]:
    size = setting.size
    text, title, head = _styles(size)
    pieces: list[Flowable] = [
        Paragraph(escape(said.title), title),
        Spacer(1, size / 2),
        Paragraph(escape(said.summary), text),
    ]
    if said.need_first:
        words = f"<b>{_('Cần có trước khi làm')}:</b> {escape(said.need_first)}"
        pieces += [Spacer(1, size), boxed(Paragraph(words, text), wide)]
    if said.steps:
        pieces.append(Paragraph(_("Làm theo %(n)s bước") % {"n": len(said.steps)}, head))
    for number, step in enumerate(said.steps, 1):
        pieces.append(KeepTogether([_step(number, step, text, setting, wide), Spacer(1, size * 0.7)]))
    if said.blocks:
        pieces.append(Spacer(1, size))
    pieces += article(said.blocks, text, head, setting.picture * MM * 2, wide)
    back = [PageBreak()] if setting.own_back else []
    return [*pieces, *back, KeepTogether(_end(said, text, setting, wide))]


def _closing(said: Handout, setting: Setting, wide: float) -> list[Flowable]:
    text, title, _head = _styles(setting.size)
    return [Paragraph(escape(said.title), title), *_end(said, text, setting, wide)]


def _step(number: int, step: Any, text: ParagraphStyle, setting: Setting, wide: float) -> Table:
    mark = ParagraphStyle(
        "mark", parent=text, fontName=SCREEN_BOLD, fontSize=setting.size * 1.5, textColor=GREEN
    )
    first, room = setting.size * 2, setting.picture * MM
    cells: list[Any] = [Paragraph(str(number), mark), Paragraph(step.text, text)]
    widths = [first, wide - first]
    if step.picture:
        picture = Image(io.BytesIO(step.picture))
        picture._restrictSize(room, room)
        picture.hAlign = "LEFT"
        cells, widths = [cells[0], picture, cells[1]], [first, room + 14, wide - first - room - 14]
    return Table([cells], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *tight()])


def _end(said: Handout, text: ParagraphStyle, setting: Setting, wide: float) -> list[Flowable]:
    """Whom to ask, and the way back to the film."""
    call = _("Quét mã để xem phim và bản mới nhất") if said.has_film else _("Quét mã để xem bản mới nhất")
    words = [f"<b>{call}</b>"]
    if said.typed:
        typed = f'<font size="{min(setting.size, LEGIBLE)}">{escape(said.typed)}</font>'
        words.append(_("hoặc gõ: %(address)s") % {"address": typed})
    if said.help:
        words += ["", escape(said.help)]
    code = setting.code * MM
    table = Table(
        [[Code(said.address, setting.code), Paragraph("<br/>".join(words), text)]], colWidths=[code + 12, wide - code - 12],
        style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *tight()],
    )  # fmt: skip
    return [Spacer(1, setting.size), table]
