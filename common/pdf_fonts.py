"""The two document families, parsed once a process and known to reportlab and xhtml2pdf by name.

Tinos sets certificates; Be Vietnam Pro, the face of the screens, sets slips and notices.
"""

from functools import cache
from pathlib import Path
from threading import Lock

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parent / "fonts"
TINOS = {(0, 0): "Tinos-Regular", (1, 0): "Tinos-Bold", (0, 1): "Tinos-Italic", (1, 1): "Tinos-BoldItalic"}
SCREEN, SCREEN_BOLD = "BeVietnamPro-Regular", "BeVietnamPro-SemiBold"
SCREENS = {
    (0, 0): SCREEN,
    (1, 0): SCREEN_BOLD,
    (0, 1): "BeVietnamPro-Italic",
    (1, 1): "BeVietnamPro-SemiBoldItalic",
}
SCREEN_FAMILY = "be-vietnam-pro"
REGULAR, BOLD, ITALIC = TINOS[0, 0], TINOS[1, 0], TINOS[0, 1]
ONE_AT_A_TIME = Lock()  # a font is one open file with one place in it: whoever sets a page holds this


@cache
def register() -> str:
    """Make both known; the name of Tinos' family to write in CSS."""
    for family, faces in ((SCREEN_FAMILY, SCREENS), ("tinos", TINOS)):
        for (bold, italic), name in faces.items():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
            addMapping(family, bold, italic, name)
    return "tinos"


def width(text: str, font: str, size: float) -> float:
    """How wide a line is set, in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


def fitting_size(text: str, font: str, largest: float, smallest: float, room: float) -> float:
    """The largest size, by half points, at which the line fits; `smallest` when it must be broken instead."""
    size = largest
    while size > smallest and width(text, font, size) > room:
        size -= 0.5
    return size


def broken(text: str, font: str, size: float, room: float, most: int) -> list[str]:
    """The text in at most `most` lines of that width; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return lines
