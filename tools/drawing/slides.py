"""The slides of the videos, 1280 by 720; the lowest 96 pixels stay free for captions."""

from PIL import Image

from tools.drawing import tokens as t
from tools.drawing.canvas import Canvas
from tools.drawing.field import furrows, mark, scene
from tools.drawing.phone import draw_phone

W, H = 1280, 720
CAPTION_TOP = H - 96


def _paper(series: str) -> Canvas:
    c = Canvas(W, H, t.PAPER)
    c.box(0, 0, W, 76, fill=t.PRIMARY)
    furrows(c, 0, 78, W, 18, t.FURROW, rows=22, width=1.3)
    c.box(0, 74, W, 4, fill=t.ACCENT)
    mark(c, 40, 15, 46)
    c.text(102, 37, "Lớp Số", 28, t.WHITE, "bold")
    c.fitted(W - 40, 37, series, 24, 760, t.WHITE, "regular", "rm")
    return c


def title(series: str, heading: str, screen: list[str]) -> Image.Image:
    """The opening: the name of the lesson and a phone on the green field."""
    c = Canvas(W, H, t.PRIMARY)
    c.box(0, 430, W, 3, fill=t.ACCENT)
    furrows(c, 0, 433, W, H - 433, t.FURROW_ON_BAND, rows=12, width=2)
    draw_phone(c, 860, 76, 316, 720, screen)
    mark(c, 72, 64, 64)
    c.text(154, 96, "Lớp Số", 38, t.WHITE, "bold")
    size = 68 if len(c.lines(heading, 68, 720, "bold")) <= 3 else 56
    y = c.paragraph(72, 176, heading, size, c.balanced(heading, size, 720, "bold"), t.WHITE, "bold", 1.22)
    c.box(72, y + 22, min(700, c.text_width(series, 27, "bold") + 44), 52, fill=t.ACCENT, radius=12)
    c.fitted(94, y + 47, series, 27, 660, t.ON_ACCENT, "bold")
    return c.image()


def _panel(c: Canvas, screen: list[str]) -> None:
    """A phone on a pale field, filling the right side above the captions."""
    c.box(800, 96, W - 800, CAPTION_TOP - 96, fill=t.PRIMARY_SOFT)
    furrows(c, 800, 500, W - 800, CAPTION_TOP - 500, t.FURROW, rows=7, width=1.6)
    draw_phone(c, 868, 120, 344, 800, screen)
    c.box(0, CAPTION_TOP, W, H - CAPTION_TOP, fill=t.PAPER)


def need(series: str, text: str, steps: int, screen: list[str]) -> Image.Image:
    """What to have at hand before the first step."""
    c = _paper(series)
    _panel(c, screen)
    tall = 130 + len(c.lines(text, 36, 610)) * 36 * 1.4
    c.box(72, 150, 680, tall, fill=t.ACCENT, radius=16)
    c.box(84, 150, 668, tall, fill=t.SURFACE, line=t.LINE, width=1.5, radius=14)
    c.text(116, 202, "Cần có trước khi làm", 38, t.INK, "bold")
    c.paragraph(116, 238, text, 36, 610, t.INK_2, leading=1.4)
    c.disc(116, 150 + tall + 70, 40, fill=t.ACCENT)
    c.text(116, 150 + tall + 69, str(steps), 46, t.ON_ACCENT, "bold", "mm")
    c.text(176, 150 + tall + 70, "bước, làm theo từng bước một", 36, t.INK)
    return c.image()


def step(series: str, number: int, of: int, text: str, screen: list[str]) -> Image.Image:
    """One step: number and sentence at the left, the phone at the right."""
    c = _paper(series)
    _panel(c, screen)
    c.disc(124, 196, 54, fill=t.ACCENT)
    c.text(124, 194, str(number), 62, t.ON_ACCENT, "bold", "mm")
    c.text(200, 196, f"Bước {number} trong {of}", 32, t.INK_2)
    c.paragraph(72, 282, text, 46, c.balanced(text, 46, 680), t.INK, leading=1.36)
    _dots(c, 72, CAPTION_TOP - 26, number, of)
    return c.image()


def _dots(c: Canvas, x: float, y: float, number: int, of: int) -> None:
    for index in range(of):
        wide = 64.0
        c.box(x + index * (wide + 10), y, wide, 9, fill=t.PRIMARY if index < number else t.LINE, radius=4.5)


def closing(series: str, text: str, helper: str) -> Image.Image:
    """What to remember, and whom to ask."""
    c = _paper(series)
    size = 40 if len(c.lines(text, 40, W - 224)) <= 4 else 34
    tall = 112 + len(c.lines(text, size, W - 224)) * size * 1.4
    help_tall = 60 + len(c.lines(helper, 30, W - 290)) * 30 * 1.4
    top = 96 + (CAPTION_TOP - 96 - tall - help_tall - 26) / 2
    c.box(72, top, W - 144, tall, fill=t.ACCENT_SOFT, radius=18)
    c.text(112, top + 50, "Nhớ nha", 38, t.INK, "bold")
    c.paragraph(112, top + 84, text, size, c.balanced(text, size, W - 224), t.INK, leading=1.4)
    top += tall + 26
    c.box(72, top, W - 144, help_tall, fill=t.PRIMARY_SOFT, radius=18)
    _handset(c, 112, top + help_tall / 2 - 26)
    c.paragraph(200, top + 30, helper, 30, c.balanced(helper, 30, W - 290), t.INK, leading=1.4)
    return c.image()


def _handset(c: Canvas, x: float, y: float) -> None:
    c.disc(x + 26, y + 26, 34, fill=t.PRIMARY)
    c.stroke([(x + 12, y + 16), (x + 17, y + 28), (x + 26, y + 37), (x + 38, y + 42)], t.WHITE, 6)
    c.stroke([(x + 11, y + 12), (x + 15, y + 22)], t.WHITE, 11)
    c.stroke([(x + 32, y + 39), (x + 42, y + 43)], t.WHITE, 11)


def points(
    series: str, heading: str, sub: str, items: list[str], shown: int, screen: list[str]
) -> Image.Image:
    """A teaching slide: numbered sentences appear one by one, the one being spoken of is marked."""
    c = _paper(series)
    if screen:
        draw_phone(c, 876, 122, 316, 760, screen)
        c.box(0, CAPTION_TOP, W, H - CAPTION_TOP, fill=t.PAPER)
    else:
        scene(c, 876, 132, 324, CAPTION_TOP - 152)
    room = 740.0
    size = 46 if len(c.lines(heading, 46, room, "bold")) == 1 else 38
    y = c.paragraph(80, 118, heading, size, room, t.INK, "bold", 1.22)
    if sub:
        y = c.paragraph(80, y + 2, sub, 29, room, t.INK_2)
    y += 20
    step_y = min(116.0, (CAPTION_TOP - 8 - y) / max(3, len(items)))
    for index, item in enumerate(items):
        if index < shown:
            _point(c, y + index * step_y, step_y - 16, room, index + 1, item, index + 1 == shown)
        else:
            _waiting(c, y + index * step_y, step_y - 16, room, index + 1)
    return c.image()


def _waiting(c: Canvas, y: float, tall: float, room: float, number: int) -> None:
    c.box(80, y, room, tall, line=t.LINE, width=1.6, radius=14)
    c.disc(126, y + tall / 2, 26, fill=t.SUNK)
    c.text(126, y + tall / 2 - 1, str(number), 29, t.LINE_STRONG, "bold", "mm")


def _point(c: Canvas, y: float, tall: float, room: float, number: int, text: str, now: bool) -> None:
    edge, ground = (t.ACCENT, t.ACCENT_SOFT) if now else (t.LINE, t.SURFACE)
    c.box(80, y, room, tall, fill=ground, line=edge, width=2.4 if now else 1.6, radius=14)
    c.disc(126, y + tall / 2, 26, fill=t.ACCENT)
    c.text(126, y + tall / 2 - 1, str(number), 29, t.ON_ACCENT, "bold", "mm")
    size = 33.0
    while len(c.lines(text, size, room - 120)) * size * 1.25 > tall - 14:
        size -= 1
    lines = len(c.lines(text, size, room - 120))
    c.paragraph(174, y + (tall - lines * size * 1.25) / 2, text, size, room - 120, t.INK, leading=1.25)
