"""An A4 poster with the QR code of a survey: read from two metres away."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import ONE_AT_A_TIME, SCREEN, SCREEN_BOLD, broken, fitting_size, register
from common.qr import bars

MM = 72 / 25.4
WIDE, HIGH = 210 * MM, 297 * MM
GREEN = (0.043, 0.365, 0.306)


@dataclass(frozen=True)
class Poster:
    """Its words; `place` is the commune that answers are counted for, or nothing."""

    title: str
    owner: str
    place: str
    call: str
    steps: list[str]
    address: str
    typed: str
    foot: str


def draw_poster(poster: Poster) -> bytes:
    """The PDF."""
    target = BytesIO()
    with ONE_AT_A_TIME:
        register()
        canvas = Canvas(target, pagesize=(WIDE, HIGH), lang="vi", initialFontName=SCREEN)
        canvas.setTitle(poster.title)
        y = _head(canvas, poster)
        y = _code(canvas, poster.address, y)
        _words(canvas, poster, y)
        canvas.save()
    return target.getvalue()


def _head(canvas: Canvas, poster: Poster) -> float:
    canvas.setFillColorRGB(*GREEN)
    canvas.rect(0, HIGH - 78 * MM, WIDE, 78 * MM, stroke=0, fill=1)
    canvas.setFillGray(1)
    owner = fitting_size(poster.owner, SCREEN, 15, 9, 178 * MM)
    _middle(canvas, poster.owner, SCREEN, owner, HIGH - 18 * MM)
    y = HIGH - 34 * MM
    for line in broken(poster.title, SCREEN_BOLD, 28, 178 * MM, 3):
        _middle(canvas, line, SCREEN_BOLD, 28, y)
        y -= 12.5 * MM
    if poster.place:
        _middle(canvas, poster.place, SCREEN, 17, HIGH - 72 * MM)
    canvas.setFillGray(0.1)
    _middle(canvas, poster.call, SCREEN_BOLD, 22, HIGH - 94 * MM)
    return HIGH - 100 * MM


def _code(canvas: Canvas, address: str, top: float) -> float:
    found, side = bars(address)
    module = 105 * MM / side
    left = (WIDE - module * side) / 2
    canvas.setFillGray(0)
    for line, column, length in found:
        canvas.rect(
            left + column * module, top - (line + 1) * module, length * module, module, stroke=0, fill=1
        )
    return top - 105 * MM


def _words(canvas: Canvas, poster: Poster, y: float) -> None:
    y -= 12 * MM
    _middle(canvas, poster.typed, SCREEN_BOLD, fitting_size(poster.typed, SCREEN_BOLD, 18, 10, 180 * MM), y)
    y -= 14 * MM
    for number, step in enumerate(poster.steps, start=1):
        for line in broken(f"{number}. {step}", SCREEN, 15, 170 * MM, 2):
            canvas.setFont(SCREEN, 15)
            canvas.drawString(20 * MM, y, line)
            y -= 7.5 * MM
    _middle(canvas, poster.foot, SCREEN, fitting_size(poster.foot, SCREEN, 12, 8, 186 * MM), 14 * MM)


def _middle(canvas: Canvas, text: str, font: str, size: float, y: float) -> None:
    canvas.setFont(font, size)
    canvas.drawCentredString(WIDE / 2, y, text)
