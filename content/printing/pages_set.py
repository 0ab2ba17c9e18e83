"""Pages of a foreign PDF in the three forms that paper takes, each with our own page at the end."""

import io
from collections.abc import Mapping, Sequence

from pypdf import PageObject, PdfReader, Transformation
from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import SCREEN, register
from content.printing.folding import folded
from content.printing.pages_halves import LONG, MM, SHORT, SIDE, Piece, pieces_of
from content.printing.pages_ink import Ink
from content.printing.pages_sheets import Clip, Shape, Sheets

BOOKLET, LARGE = "a5", "chu-to"  # as content.printing.forms has them, which knows Django
SAME = 0.02  # paper cut a little differently is not scaled
AIR = 6.0  # points around what is enlarged


def as_they_are(pages: Sequence[PageObject], closing: PdfReader, source: PdfReader) -> bytes:
    """Each page on a sheet of A4 that lies as the page does."""
    sheets = Sheets(source)
    for page in pages:
        shape = Shape.of(page)
        paper = (LONG, SHORT) if shape.wide > shape.high else (SHORT, LONG)
        sheets.sheet(*paper)
        sheets.place(page, _fitted(shape, *paper))
    return _closed(sheets, closing)


def as_booklet(pages: Sequence[PageObject], closing: PdfReader, source: PdfReader) -> bytes:
    """Half as large, two by two, to be folded; a page that lies across is turned, as wide tables are in books."""
    sheets = Sheets(source)
    for page in pages:
        shape = Shape.of(page)
        sheets.sheet(LONG / 2, SHORT)
        if shape.wide > shape.high:
            turned = Transformation().rotate(90).translate(shape.high, 0)
            lying = Shape(shape.high, shape.wide, shape.upright)
            sheets.place(page, turned.transform(_fitted(lying, LONG / 2, SHORT)))
        else:
            sheets.place(page, _fitted(shape, LONG / 2, SHORT))
    return folded(_closed(sheets, closing))


def enlarged(
    pages: Sequence[PageObject], inks: Sequence[Ink | None], closing: PdfReader, source: PdfReader,
    labels: Mapping[str, str],
) -> bytes:  # fmt: skip
    """Each page about as large as on A3, on one or two sheets of A4; blank pages are left out."""
    parts = [
        (page, number, piece)
        for number, (page, ink) in enumerate(zip(pages, inks, strict=True), 1)
        if ink
        for piece in pieces_of(ink)
    ]
    feet = _feet([(labels[piece.name] % {"n": number}, piece.upright) for _page, number, piece in parts])
    sheets = Sheets(source)
    for (page, _number, piece), foot in zip(parts, feet, strict=True):
        sheets.sheet(*((SHORT, LONG) if piece.upright else (LONG, SHORT)))
        sheets.place(page, *_put(piece, Shape.of(page)))
        sheets.place(foot, Transformation())
    return _closed(sheets, closing)


def _closed(sheets: Sheets, closing: PdfReader) -> bytes:
    for page in closing.pages:
        sheets.sheet(float(page.mediabox.width), float(page.mediabox.height))
        sheets.place(page, Transformation())
    return sheets.written()


def _fitted(shape: Shape, wide: float, high: float) -> Transformation:
    """As large as it goes, in the middle."""
    scale = min(wide / shape.wide, high / shape.high)
    scale = 1.0 if abs(scale - 1) < SAME else scale
    left, below = (wide - scale * shape.wide) / 2, (high - scale * shape.high) / 2
    return Transformation().scale(scale).translate(left, below)


def _put(piece: Piece, shape: Shape) -> tuple[Transformation, Clip]:
    """At the top of the sheet, in the middle; what is beyond the cut stays for the other sheet."""
    paper = (SHORT, LONG) if piece.upright else (LONG, SHORT)
    wide, high = (piece.right - piece.left) * piece.scale, (piece.bottom - piece.top) * piece.scale
    left, below = (paper[0] - wide) / 2, paper[1] - SIDE - high
    how = (
        Transformation()
        .translate(-piece.left, -(shape.high - piece.bottom))
        .scale(piece.scale)
        .translate(left, below)
    )
    air = {name: 0.0 if piece.name == name else AIR for name in ("above", "below", "left", "right")}
    begins, ends = left - air["right"], left + wide + air["left"]
    lowest, highest = below - air["above"], below + high + air["below"]
    return how, (begins, lowest, ends - begins, highest - lowest)


def _feet(lines: Sequence[tuple[str, bool]]) -> list[PageObject]:
    """A line at the foot of each sheet."""
    if not lines:
        return []
    register()
    out = io.BytesIO()
    canvas = Canvas(out, initialFontName=SCREEN)
    for words, upright in lines:
        canvas.setPageSize((SHORT, LONG) if upright else (LONG, SHORT))
        canvas.setFont(SCREEN, 9)
        canvas.setFillGray(0.3)
        canvas.drawString(SIDE, 7 * MM, words)
        canvas.showPage()
    canvas.save()
    return list(PdfReader(out).pages)
