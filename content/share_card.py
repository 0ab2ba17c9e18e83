"""The picture that Zalo and others show with a link: the tutorial's own picture with its title, 1200 × 630 as JPEG.

Drawn once for the same picture and words, and kept beside the other small pictures.
"""

import io
import logging
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont, ImageOps

from common.pdf_fonts import FONTS, SCREEN, SCREEN_BOLD
from content.pictures import FOLDER

log = logging.getLogger(__name__)
WIDE, HIGH, BAND = 1200, 630, 210
MARGIN, MOST_LINES = 48, 2
GREEN, PAPER = "#0B5D4E", "#FFFFFF"
DRAWN = "1"  # raise it when the drawing changes


def share_card(title: str, foot: str, picture: str) -> bytes:
    """The JPEG; `picture` is an address of this site's own storage or empty."""
    name = sha256("\0".join((DRAWN, title, foot, picture)).encode()).hexdigest()[:32]
    path = f"{FOLDER}/the-{name}.jpg"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(_drawn(title, foot, picture)))
    with default_storage.open(path) as file:
        return bytes(file.read())


def _drawn(title: str, foot: str, picture: str) -> bytes:
    card = Image.new("RGB", (WIDE, HIGH), GREEN)
    room = HIGH - BAND
    found = _opened(picture)
    if found:
        card.paste(ImageOps.fit(found, (WIDE, room), Image.Resampling.LANCZOS, centering=(0.5, 0.3)), (0, 0))
    pen = ImageDraw.Draw(card)
    y = room + 30 if found else room // 2
    for line in _lines(pen, title):
        pen.text((MARGIN, y), line, font=_face(SCREEN_BOLD, 52), fill=PAPER)
        y += 64
    pen.text((MARGIN, HIGH - 50), foot, font=_face(SCREEN, 26), fill=PAPER)
    packed = io.BytesIO()
    card.save(packed, "JPEG", quality=80, optimize=True)
    return packed.getvalue()


def _opened(picture: str) -> Image.Image | None:
    """A frozen picture of this site; a card without one is still a card."""
    base = default_storage.url("")
    if not picture.startswith(base):
        return None
    try:
        with default_storage.open(picture.removeprefix(base)) as file, Image.open(file) as image:
            return image.convert("RGB")
    except OSError:
        log.warning("the share card's picture cannot be read: %s", picture)
        return None


def _lines(pen: ImageDraw.ImageDraw, title: str) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=_face(SCREEN_BOLD, 52)) <= WIDE - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]


def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size)
