"""The two document families, parsed once a process and known to reportlab and xhtml2pdf by name."""

from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parents[1] / "fonts"
TINOS = {(0, 0): "Tinos-Regular", (1, 0): "Tinos-Bold", (0, 1): "Tinos-Italic", (1, 1): "Tinos-BoldItalic"}
REGULAR, BOLD, ITALIC = TINOS[0, 0], TINOS[1, 0], TINOS[0, 1]


@cache
def register() -> str:
    """Make Tinos known; the family name to write in CSS."""
    for (bold, italic), name in TINOS.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
        addMapping("tinos", bold, italic, name)
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
