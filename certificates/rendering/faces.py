"""The typefaces a template may choose, by family and style, and which letters they know."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from common import pdf_fonts as fonts

FACES = {
    "tinos": {
        "regular": fonts.TINOS[0, 0], "bold": fonts.TINOS[1, 0], "italic": fonts.TINOS[0, 1],
        "bold-italic": fonts.TINOS[1, 1],
    },
    "be-vietnam-pro": {
        "regular": fonts.SCREEN, "bold": fonts.SCREEN_BOLD, "italic": fonts.SCREEN, "bold-italic": fonts.SCREEN_BOLD,
    },
}  # fmt: skip
BOLDER = {"regular": "bold", "italic": "bold-italic"}


def face_of(family: str, style: str, *, bold: bool = False) -> str:
    """The font's name at reportlab; `bold` for a marked piece of a text."""
    return FACES[family][BOLDER.get(style, style) if bold else style]


def font(face: str) -> TTFont:
    fonts.register()
    found: TTFont = pdfmetrics.getFont(face)
    return found


def unknown_letters(text: str, face: str) -> str:
    """Letters that would be printed as an empty box; reportlab would say nothing."""
    known = font(face).face.charToGlyph
    return "".join(sorted({letter for letter in text if letter != "\n" and not known.get(ord(letter))}))
