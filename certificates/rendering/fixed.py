"""What every sheet of a template shares, made once a process: background, pictures, and fixed texts set by xhtml2pdf.

A fixed text is kept as PDF operators together with the letters its fonts had been given by then; a sheet begins with
these fonts, so its own letters join the same subsets and the file carries each face once.
"""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.fonts import ps2tt
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFImageXObject, PDFStream
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from xhtml2pdf.context import pisaContext
from xhtml2pdf.document import pisaStory
from xhtml2pdf.util import reset_caches
from xhtml2pdf.xhtml2pdf_reportlab import MarkedCanvas, PmlBaseDoc

from certificates.rendering import ornament, pictures
from certificates.rendering.errors import RenderingFailed
from certificates.rendering.faces import FACES, font
from certificates.rendering.setting import POINT, Line, set_text
from certificates.rules.design import ORNAMENT, TEXT, Design, Field
from certificates.rules.variables import is_fixed, runs
from common import pdf_fonts as fonts
from common.vietnamese import clean

Fonts = tuple[
    tuple[str, dict[str, Any]], ...
]  # faces in the order of their first use, and their letters so far
STRIP = (5000, 500)  # points: nothing is broken on it
BOLD, ITALIC = ("normal", "bold"), ("normal", "italic")
PLAIN = (
    "@page {{ size: 5000pt 500pt; margin: 0 }} html, body, p {{ display: block }} "
    "html, body, p, span {{ margin: 0; padding: 0; color: {colour} }}"
)


@dataclass(frozen=True)
class Layer:
    """`texts` by the field's place in the design; `pictures` by digest."""

    design: Design
    background: Any
    texts: dict[int, str]
    fonts: Fonts
    pictures: dict[str, Any]


@lru_cache(maxsize=12)
def layer_of(design: Design) -> Layer:
    """Call it under the lock of `certificates.rendering.page`."""
    fonts.register()
    letters: Fonts = ()
    texts: dict[int, str] = {}
    for place, field in enumerate(design.fields):
        if field.kind == TEXT and is_fixed(field.text):
            for line in set_text(field, runs(clean_lines(field.text), {}), design.size[1]):
                set_line, letters = _set_by_xhtml2pdf(field, line, letters)
                texts[place] = texts.get(place, "") + set_line
    shown = {digest: _picture(digest) for digest in sorted(design.pictures)}
    return Layer(design, _background(design), texts, letters, shown)


def clean_lines(text: str) -> str:
    """NFC and single spaces, the line breaks kept."""
    return "\n".join(clean(line) for line in text.splitlines())


def _background(design: Design) -> Any:
    """The drawn ornament as a form of its own, packed once."""
    if design.background != ORNAMENT:
        return None
    width, height = (side * POINT for side in design.size)
    stream = PDFStream(content=zlib.compress(ornament.background(*design.size).encode(), 9))
    stream.dictionary.dict |= {
        "Type": "/XObject", "Subtype": "/Form", "BBox": f"[0 0 {width:.2f} {height:.2f}]", "Filter": "/FlateDecode",
    }  # fmt: skip
    return stream


def _picture(digest: str) -> Any:
    content = pictures.content_of(digest)
    return PDFImageXObject(digest, ImageReader(BytesIO(content)))


def _set_by_xhtml2pdf(field: Field, line: Line, letters: Fonts) -> tuple[str, Fonts]:
    """Set on a wide strip, then moved so that its baseline is the line's."""

    class Keeper(MarkedCanvas):  # type: ignore[misc]
        """Begins with the letters given so far, and keeps what was drawn and where."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs | {"initialFontName": fonts.REGULAR})
            give_fonts(self, letters)
            self._begun = len(self._code)

        def beginText(self, x: float = 0, y: float = 0, **kwargs: Any) -> Any:
            origins.append(self.absolutePosition(x, y))
            return super().beginText(x, y, **kwargs)

        def showPage(self) -> None:
            kept.append(("\n".join(self._code[self._begun :]), fonts_of(self)))
            super().showPage()

    origins: list[tuple[float, float]] = []
    kept: list[tuple[str, Fonts]] = []
    _build(_html(line, field), PLAIN.format(colour=field.colour), Keeper)
    if len(kept) != 1 or len(origins) != 1:
        raise RenderingFailed(_("Không dựng được chữ cố định: %(text)s") % {"text": field.text})
    [(ops, grown)], [(x, y)] = kept, origins
    return f"q 1 0 0 1 {line.x - x:.3f} {line.baseline - y:.3f} cm\n{ops}\nQ", grown


def _build(html: str, css: str, canvas: type[Canvas]) -> None:
    context = pisaContext("")
    for family in FACES:
        context.registerFont(family)
    context.addCSS(css)
    pisaStory(html, context=context, default_css=" ")
    doc = PmlBaseDoc(BytesIO(), pagesize=STRIP)
    doc.addPageTemplates([context.templateList["body"]])
    doc.pisaPositioned = context.positioned
    doc.build(context.story, canvasmaker=canvas)
    reset_caches()
    if context.err or context.warn:  # it names each missing glyph
        raise RenderingFailed("; ".join(str(entry[2]) for entry in context.log))


def _html(line: Line, field: Field) -> str:
    pieces = "".join(f'<span style="{_css(face)}">{escape(text)}</span>' for text, face in line.pieces)
    spacing = f"; letter-spacing: {field.tracking * line.size / field.size:g}pt" if field.tracking else ""
    style = f"font-size: {line.size:g}pt; line-height: {line.size:g}pt{spacing}"
    return f'<html><body><p style="{style}">{pieces}</p></body></html>'


def _css(face: str) -> str:
    family, bold, italic = ps2tt(face)
    return f"font-family: {family}; font-weight: {BOLD[bold]}; font-style: {ITALIC[italic]}"


def fonts_of(canvas: Canvas) -> Fonts:
    """The letters a document's fonts have been given."""
    return tuple((name, _copied(vars(font(name).state[canvas._doc]))) for name in canvas._doc.fontMapping)


def give_fonts(canvas: Canvas, letters: Fonts) -> None:
    """Let a new document begin with these fonts; reportlab gives letters their codes in the order they come."""
    doc = canvas._doc
    for name, told in letters:
        face = font(name)
        if name not in doc.fontMapping:
            doc.fontMapping[name] = f"/{told['internalName']}"
            doc.delayedFonts.append(face)
        state = face.state[doc] = TTFont.State(face._asciiReadable, face)
        vars(state).update(_copied(told))


def _copied(told: dict[str, Any]) -> dict[str, Any]:
    return told | {
        "assignments": dict(told["assignments"]),
        "subsets": [list(part) for part in told["subsets"]],
    }
