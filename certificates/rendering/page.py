"""Setting the page: xhtml2pdf's story into reportlab's document, on a drawn background."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from xhtml2pdf.context import pisaContext
from xhtml2pdf.document import pisaStory
from xhtml2pdf.util import reset_caches
from xhtml2pdf.xhtml2pdf_reportlab import MarkedCanvas, PmlBaseDoc

from certificates.rendering import ornament
from certificates.rendering.ornament import HEIGHT
from certificates.rendering.qr import qr_code
from certificates.rendering.sheet import Sheet
from common import pdf_fonts as fonts

MM = 72 / 25.4
QR_AT = (24.0, 152.0)
DENSITIES = (0, 1, 2)
SEAL_AT = (194.0, 40.0)
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RULE_Y = HEIGHT - 37.6  # under both headings


class RenderingFailed(Exception):
    """The page would not show every letter; nothing is issued from it."""


class TinosCanvas(MarkedCanvas):  # type: ignore[misc]
    """Begins every page in an embedded font; reportlab's own choice, Helvetica, would be named but not embedded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initialFontName": fonts.REGULAR})


def render(sheet: Sheet) -> bytes:
    """The unsigned PDF; refused when xhtml2pdf warned of anything (it names each missing glyph)."""
    with fonts.ONE_AT_A_TIME:  # xhtml2pdf, too, keeps caches in module globals
        for density in DENSITIES:
            pdf, pages = _render(sheet, density)
            if pages == 1:
                return pdf
    raise RenderingFailed(f"{pages} trang")


def _render(sheet: Sheet, density: int) -> tuple[bytes, int]:
    family = fonts.register()
    context = pisaContext(str(Path(__file__)))
    context.registerFont(family)
    context.addCSS(_stylesheet())
    pisaStory(
        render_to_string("certificates/sheet.html", sheet.context(density)), context=context, default_css=" "
    )
    out = BytesIO()
    doc = _document(out, context, sheet)
    doc.build(context.story, canvasmaker=TinosCanvas)
    reset_caches()
    if context.err or context.warn:
        raise RenderingFailed("; ".join(str(entry[2]) for entry in context.log))
    return out.getvalue(), doc.page


@cache
def _stylesheet() -> str:
    return Path(__file__).with_name("sheet.css").read_text(encoding="utf-8")


def _document(out: BytesIO, context: Any, sheet: Sheet) -> PmlBaseDoc:
    template = context.templateList["body"]
    set_frames = template.beforeDrawPage

    def draw_under_text(canvas: Canvas, doc: PmlBaseDoc) -> None:
        _draw(canvas, sheet)
        set_frames(canvas, doc)

    template.beforeDrawPage = draw_under_text
    doc = PmlBaseDoc(
        out,
        pagesize=(ornament.WIDTH * MM, HEIGHT * MM),
        title=sheet.title(),
        author=sheet.facts["office"]["name"],
        subject=sheet.check_url,
        keywords=[sheet.serial],
        lang="vi",
    )
    doc.addPageTemplates([template])
    doc.pisaPositioned = context.positioned
    return doc


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    canvas.addLiteral(ornament.background())
    canvas.addLiteral(qr_code(sheet.check_url, *QR_AT))
    _rule(canvas, 209, fonts.width(MOTTO, fonts.BOLD, 14))
    _rule(canvas, 86, fonts.width(sheet.facts["office"]["name"], fonts.BOLD, 12.5) * 0.42)
    if sheet.sample:
        _draw_sample(canvas)


def _rule(canvas: Canvas, middle: float, length: float) -> None:
    """The line under a heading: as long as the motto, or two fifths of the office's name."""
    canvas.setLineWidth(0.9)
    canvas.line(middle * MM - length / 2, RULE_Y * MM, middle * MM + length / 2, RULE_Y * MM)


def _draw_sample(canvas: Canvas) -> None:
    canvas.addLiteral(ornament.sample_seal(*SEAL_AT))
    canvas.setFillColor(Color(*ornament.RED))
    canvas.setFont(fonts.BOLD, 16)
    canvas.drawCentredString(SEAL_AT[0] * MM, SEAL_AT[1] * MM - 5, "MẪU")
