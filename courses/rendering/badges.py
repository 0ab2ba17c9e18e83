"""Name badges of 90 × 55 mm, ten on A4, to be cut along the lines; the QR code is the signed token of the seat."""

from collections.abc import Iterator, Sequence
from typing import IO

from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import SCREEN, SCREEN_BOLD, broken, register, width
from common.qr import bars
from courses.class_tokens import badge_token
from courses.queries.training.papers import Line

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
WIDTH, HEIGHT, COLUMNS, ROWS = 90 * MM, 55 * MM, 2, 5
LEFT, TOP = (PAGE[0] - COLUMNS * WIDTH) / 2, (PAGE[1] + ROWS * HEIGHT) / 2
AIR, QR_SIZE = 5 * MM, 25 * MM
MASK = 3  # the best of eight is dear to find and none reads worse


def draw_badges(target: IO[bytes], *, title: str, office: str, lines: Sequence[Line], key: bytes) -> None:
    """Write the PDF."""
    register()
    canvas = Canvas(target, pagesize=PAGE, pageCompression=1, initialFontName=SCREEN, lang="vi")
    canvas.setTitle(f"Thẻ dự lớp – {title}")
    for first in range(0, len(lines), COLUMNS * ROWS):
        _cut_lines(canvas)
        for place, line in enumerate(lines[first : first + COLUMNS * ROWS]):
            row, column = divmod(place, COLUMNS)
            _badge(canvas, LEFT + column * WIDTH, TOP - row * HEIGHT, line, title, office, key)
        canvas.showPage()
    if not lines:
        canvas.showPage()
    canvas.save()


def _cut_lines(canvas: Canvas) -> None:
    canvas.setDash(2, 3)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.45)
    for column in range(COLUMNS + 1):
        x = LEFT + column * WIDTH
        canvas.line(x, TOP - ROWS * HEIGHT, x, TOP)
    for row in range(ROWS + 1):
        y = TOP - row * HEIGHT
        canvas.line(LEFT, y, LEFT + COLUMNS * WIDTH, y)


def _badge(canvas: Canvas, x: float, top: float, line: Line, title: str, office: str, key: bytes) -> None:
    x, y, room = x + AIR, top - AIR, WIDTH - 2 * AIR
    y = _text(canvas, x, y, broken(office, SCREEN, 7.5, room, 1), SCREEN, 7.5, 0.3)
    y = _text(canvas, x, y, broken(title, SCREEN_BOLD, 8.5, room, 2), SCREEN_BOLD, 8.5, 0)
    bottom = top - HEIGHT + AIR
    _qr(canvas, x + room - QR_SIZE, bottom, badge_token(line.seat, key=key))
    beside = room - QR_SIZE - 3 * MM
    size, name = whole_name(line.name, beside)
    blocks = (
        (name, SCREEN_BOLD, size, 0.0),
        (broken(line.position, SCREEN, 7.5, beside, 2), SCREEN, 7.5, 0.2),
        (broken(line.unit, SCREEN, 7.5, beside, 2), SCREEN, 7.5, 0.2),
        ([line.staff_code], SCREEN_BOLD, 8, 0.0),  # typed where no camera reads the code
    )
    height = sum(len(lines) * size * 1.2 + 1.5 for lines, _font, size, _grey in blocks)
    y = min(y - 3, bottom + max(QR_SIZE, height))
    for lines, font, size, grey in blocks:
        y = _text(canvas, x, y, lines, font, size, grey)


def whole_name(name: str, room: float) -> tuple[float, list[str]]:
    """Size and lines: a name is set smaller and in more lines, but never cut, and never over the code beside it."""
    for most, largest, smallest in ((1, 15, 11), (2, 11, 9.5), (3, 9.5, 7)):
        size = float(largest)
        while size >= smallest:
            lines = broken(name, SCREEN_BOLD, size, room, 9)
            if len(lines) <= most and all(width(one, SCREEN_BOLD, size) <= room for one in lines):
                return size, lines
            size -= 0.5
    return size, list(_by_letters(name, size, room))


def _by_letters(text: str, size: float, room: float) -> Iterator[str]:
    """For what no line can hold whole: names typed without spaces, and longer ones than anybody has."""
    line = ""
    for letter in text:
        if width(line + letter, SCREEN_BOLD, size) > room:
            yield line
            line = ""
        line += letter
    yield line


def _text(canvas: Canvas, x: float, y: float, lines: list[str], font: str, size: float, grey: float) -> float:
    """Lines from the top down; where the next thing begins."""
    canvas.setFont(font, size)
    canvas.setFillGray(grey)
    for line in lines:
        y -= size * 1.2
        canvas.drawString(x, y, line)
    return y - 1.5


def _qr(canvas: Canvas, x: float, y: float, text: str) -> None:
    found, side = bars(text, mask=MASK)
    module = QR_SIZE / side
    canvas.setFillGray(0)
    for row, column, length in found:
        canvas.rect(
            x + column * module, y + (side - row - 1) * module, length * module, module, stroke=0, fill=1
        )
