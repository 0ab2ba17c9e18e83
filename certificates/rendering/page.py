"""One sheet: the fixed layer of its template, and what is this person's own stamped on it in reading order."""

from copy import copy
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from certificates.rendering import ornament
from certificates.rendering.fixed import Layer, give_fonts, layer_of
from certificates.rendering.qr import qr_code
from certificates.rendering.setting import BELOW, POINT, Line, set_text
from certificates.rendering.sheet import Sheet
from certificates.rules.built_in import LANDSCAPE
from certificates.rules.design import PICTURE, QR, SIGNATURE, TEXT, UPLOADED, Design, Field
from certificates.rules.variables import is_fixed, runs, says_nothing
from common import pdf_fonts as fonts


def render(sheet: Sheet, design: Design = LANDSCAPE) -> bytes:
    """The unsigned PDF, one page; RenderingFailed where a letter, a picture or room is missing."""
    with fonts.ONE_AT_A_TIME:  # reportlab and xhtml2pdf keep fonts and caches in module globals
        return _draw(sheet, layer_of(design))


def _draw(sheet: Sheet, layer: Layer) -> bytes:
    design, out = layer.design, BytesIO()
    canvas = Canvas(
        out,
        pagesize=tuple(side * POINT for side in design.size),
        initialFontName=fonts.REGULAR,
        lang="vi",
        pageCompression=1,
    )
    _describe(canvas, sheet, design)
    give_fonts(canvas, layer.fonts)
    _background(canvas, layer)
    values = sheet.values(bilingual=design.bilingual)
    for place, field in enumerate(design.fields):
        if place in layer.texts:
            canvas.addLiteral(layer.texts[place])
        DRAWN[field.kind](canvas, field, layer, sheet, values)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _describe(canvas: Canvas, sheet: Sheet, design: Design) -> None:
    canvas.setTitle(sheet.title(design.kind))
    canvas.setAuthor(sheet.facts["office"]["name"])
    canvas.setSubject(sheet.check_url)
    canvas.setKeywords(sheet.serial)


def _background(canvas: Canvas, layer: Layer) -> None:
    if layer.background is not None:
        _place(canvas, "nen", layer.background, "")
    if layer.design.background == UPLOADED:
        width, height = (side * POINT for side in layer.design.size)
        picture = layer.pictures[layer.design.picture]
        _place(canvas, layer.design.picture, picture, f"{width:.2f} 0 0 {height:.2f} 0 0 cm")


def _place(canvas: Canvas, name: str, thing: Any, transform: str) -> None:
    """Show a form or picture that was made ready once; reportlab's drawImage would pack it anew each time."""
    canvas._doc.addForm(name, copy(thing))  # a document marks what it holds
    canvas._formsinuse.append(name)
    canvas.addLiteral(f"q {transform} /{canvas._doc.getXObjectName(name)} Do Q")


def _text(canvas: Canvas, field: Field, layer: Layer, sheet: Sheet, values: dict[str, str]) -> None:
    if says_nothing(field.text, values):
        return
    fixed = is_fixed(field.text)
    lines = set_text(field, runs(field.text, values), layer.design.size[1])
    if not fixed:
        for line in lines:
            _stamp(canvas, field, line)
    if field.rule and lines:
        _rule(canvas, field, lines[-1])


def _stamp(canvas: Canvas, field: Field, line: Line) -> None:
    text = canvas.beginText(line.x, line.baseline)
    text.setFillColor(HexColor(field.colour))
    if field.tracking:
        text.setCharSpace(field.tracking * line.size / field.size)
    for piece, face in line.pieces:
        text.setFont(face, line.size)
        text.textOut(piece)
    canvas.saveState()
    canvas.drawText(text)
    canvas.restoreState()


def _rule(canvas: Canvas, field: Field, line: Line) -> None:
    """The line below a heading: as long as the motto, or two fifths of the office's name."""
    spare, y = line.width * (1 - field.rule) / 2, line.baseline - BELOW * POINT
    canvas.setStrokeColor(HexColor(field.colour))
    canvas.setLineWidth(0.9)
    canvas.line(line.x + spare, y, line.x + line.width - spare, y)


def _qr(canvas: Canvas, field: Field, layer: Layer, sheet: Sheet, values: dict[str, str]) -> None:
    canvas.addLiteral(qr_code(sheet.check_url, field.x, field.y, field.w, layer.design.size[1]))


def _picture(canvas: Canvas, field: Field, layer: Layer, sheet: Sheet, values: dict[str, str]) -> None:
    """Ink over ink, as a seal is over a signature; the white of the picture's paper does not cover anything."""
    if not sheet.sealed or not field.picture:
        return
    picture = layer.pictures[field.picture]
    scale = min(field.w / picture.width, field.h / picture.height) * POINT
    wide, tall = picture.width * scale, picture.height * scale
    x = (field.x + field.w / 2) * POINT - wide / 2
    y = (layer.design.size[1] - field.y - field.h / 2) * POINT - tall / 2
    canvas.saveState()
    canvas.setBlendMode("Multiply")
    _place(canvas, field.picture, picture, f"{wide:.2f} 0 0 {tall:.2f} {x:.2f} {y:.2f} cm")
    canvas.restoreState()


def _signature(canvas: Canvas, field: Field, layer: Layer, sheet: Sheet, values: dict[str, str]) -> None:
    """Empty for the digital signature; on a sample the seal MẪU."""
    if not sheet.sample:
        return
    scale = field.h / (ornament.SEAL * 2 + 1.4)
    x, y = field.x + field.h / 2, layer.design.size[1] - field.y - field.h / 2
    canvas.addLiteral(ornament.sample_seal(x, y, round(scale, 4)))
    canvas.saveState()
    canvas.setFillColor(Color(*ornament.RED))
    canvas.setFont(fonts.BOLD, 16 * scale)
    canvas.drawCentredString(x * POINT, y * POINT - 5 * scale, "MẪU")
    canvas.restoreState()


DRAWN = {TEXT: _text, QR: _qr, PICTURE: _picture, SIGNATURE: _signature}
