"""The badge as a picture, and the card that social networks show for a shared one; drawn from our own fonts."""

from datetime import date
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from certificates.rules.design import CERTIFICATE, PAPER_NAMES
from common.pdf_fonts import FONTS
from common.vietnamese import clean

GREEN, DEEP, GOLD, CREAM, INK, GREY = "#0B5D4E", "#084438", "#E3A823", "#FFFEFB", "#16201B", "#4B564F"
SIDE = 600
CARD = (1200, 630)
FINE = 2  # drawn twice as large and reduced, so that edges are smooth
RAYS = 96
Font = ImageFont.FreeTypeFont


def badge_png(*, course: str, office: str, kind: str = CERTIFICATE) -> bytes:
    """A seal of sun and furrows with the course's title and the issuing office."""
    return _png(_seal(course, office, kind).resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def card_png(*, name: str, course: str, office: str, issued_on: date, kind: str = CERTIFICATE) -> bytes:
    """1200 × 630, the size that Facebook, Zalo and others show."""
    picture = Image.new("RGB", CARD, CREAM)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, CARD[0], 18), fill=GREEN)
    draw.rectangle((0, 18, CARD[0], 24), fill=GOLD)
    seal = _seal(course, office, kind).resize((470, 470), Image.Resampling.LANCZOS)
    picture.paste(seal, (50, 92), seal)
    left, room = 570, CARD[0] - 570 - 60
    y = _lines(draw, "ĐÃ HOÀN THÀNH KHÓA HỌC", (left, 112), room, (24, 20), GREEN, bold=True)
    y = _lines(draw, course, (left, y + 14), room, (46, 30), INK, bold=True, most=4)
    y = _lines(draw, name, (left, y + 26), room, (38, 26), DEEP, bold=True, most=2)
    _lines(draw, f"{office}, ngày {issued_on:%d/%m/%Y}", (left, y + 16), room, (25, 20), GREY, most=3)
    _lines(draw, "Lớp Số · mở liên kết để kiểm tra", (left, CARD[1] - 66), room, (22, 18), GREY)
    return _png(picture)


def _seal(course: str, office: str, kind: str) -> Image.Image:
    side = SIDE * FINE
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    _disc(draw, 292, GREEN)
    for ray in range(RAYS):
        angle = 2 * pi * ray / RAYS
        ends = [(side / 2 + r * FINE * cos(angle), side / 2 + r * FINE * sin(angle)) for r in (252, 282)]
        draw.line(ends, fill=CREAM, width=3 * FINE)
    _disc(draw, 248, GOLD)
    _disc(draw, 243, GREEN)
    _disc(draw, 239, CREAM)
    _sun(draw)
    _centred(draw, PAPER_NAMES[kind].upper(), 190, 330, (24, 20), GREEN)
    _centred(draw, course, 306, 380, (44, 24), INK, most=5, middle=True)
    _centred(draw, office, 424, 300, (21, 15), GREY, most=3)
    return picture


def _sun(draw: ImageDraw.ImageDraw) -> None:
    """Half a sun over three furrows, as in the mark."""
    x, y = SIDE * FINE / 2, 156 * FINE
    radius = 40 * FINE
    draw.pieslice((x - radius, y - radius, x + radius, y + radius), 180, 360, fill=GOLD)
    for line in range(3):
        half = (62 - line * 16) * FINE
        height = y + (7 + line * 8) * FINE
        draw.line((x - half, height, x + half, height), fill=GREEN, width=3 * FINE)


def _disc(draw: ImageDraw.ImageDraw, radius: float, colour: str) -> None:
    middle, reach = SIDE * FINE / 2, radius * FINE
    draw.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), fill=colour)


def _centred(
    draw: ImageDraw.ImageDraw, text: str, y: float, room: float, sizes: tuple[int, int], colour: str,
    *, most: int = 1, middle: bool = False,
) -> None:  # fmt: skip
    font, lines = _fitted(text, room * FINE, (sizes[0] * FINE, sizes[1] * FINE), most, bold=True)
    lines = _balanced(lines, font, room * FINE)
    height = font.size * 1.25
    top = y * FINE - (len(lines) * height / 2 if middle else 0)
    for number, line in enumerate(lines):
        draw.text((SIDE * FINE / 2, top + number * height), line, font=font, fill=colour, anchor="ma")


def _lines(
    draw: ImageDraw.ImageDraw, text: str, at: tuple[float, float], room: float, sizes: tuple[int, int], colour: str,
    *, bold: bool = False, most: int = 1,
) -> float:  # fmt: skip
    """Where the next line may begin."""
    font, lines = _fitted(text, room, sizes, most, bold=bold)
    height = font.size * 1.3
    for number, line in enumerate(lines):
        draw.text((at[0], at[1] + number * height), line, font=font, fill=colour)
    return at[1] + len(lines) * height


def _fitted(
    text: str, room: float, sizes: tuple[int, int], most: int, *, bold: bool
) -> tuple[Font, list[str]]:
    """The largest size at which the text fits the lines it may have; at the smallest it ends in an ellipsis."""
    file = str(FONTS / ("BeVietnamPro-SemiBold.ttf" if bold else "BeVietnamPro-Regular.ttf"))
    for size in range(sizes[0], sizes[1] - 1, -2):
        font = ImageFont.truetype(file, size)
        lines = _broken(clean(text), font, room)
        if len(lines) <= most and all(font.getlength(line) <= room for line in lines):
            return font, lines
    return font, [*lines[: most - 1], f"{lines[most - 1]}…"] if len(lines) > most else lines


def _balanced(lines: list[str], font: Font, room: float) -> list[str]:
    """As many lines, as even as they can be: no last line of one word."""
    text = " ".join(lines)
    while len(narrower := _broken(text, font, room * 0.95)) == len(lines):
        if any(font.getlength(line) > room for line in narrower) or room < font.size:
            break
        lines, room = narrower, room * 0.95
    return lines


def _broken(text: str, font: Font, room: float) -> list[str]:
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _png(picture: Image.Image) -> bytes:
    """With few colours: a third of the size, and nobody sees it."""
    out = BytesIO()
    picture.quantize(128, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()
