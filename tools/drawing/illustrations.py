"""Layouts of the pictures inside lessons; each takes its texts from `illustrations.toml`."""

from collections.abc import Callable
from typing import Any

from PIL import Image

from tools.drawing import tokens as t
from tools.drawing.canvas import Canvas
from tools.drawing.field import furrows, mark
from tools.drawing.phone import draw_phone

W, H = 640, 360


def _paper() -> Canvas:
    c = Canvas(W, H, t.PAPER)
    c.box(0, 0, W, 8, fill=t.PRIMARY)
    return c


def _disc(c: Canvas, x: float, y: float, label: str, r: float = 20) -> None:
    c.disc(x, y, r, fill=t.ACCENT)
    c.text(x, y - 0.5, label, r * 1.05, t.ON_ACCENT, "bold", "mm")


def columns(spec: dict[str, Any]) -> Image.Image:
    """Two to four cards standing on the furrows of one field."""
    c = _paper()
    c.box(0, 262, W, H - 262, fill=t.PRIMARY)
    c.stroke([(0, 262), (W, 262)], t.ACCENT, 2)
    furrows(c, 0, 263, W, H - 263, t.FURROW_ON_BAND, rows=9)
    cards = spec["cards"]
    gap = 18
    wide = (W - 48 - gap * (len(cards) - 1)) / len(cards)
    for index, card in enumerate(cards):
        x = 24 + index * (wide + gap)
        c.box(x, 40, wide, 236, fill=t.SURFACE, line=t.LINE, width=1.2, radius=12)
        _disc(c, x + 34, 78, str(index + 1))
        y = c.paragraph(x + 16, 110, card["title"], 20, wide - 32, t.INK, "bold", 1.25)
        c.paragraph(x + 16, y + 8, card["text"], 17.5, wide - 30, t.INK_2, leading=1.4)
    c.fitted(W / 2, 326, spec["foot"], 20, W - 60, t.WHITE, "bold", "mm")
    return c.image()


def parts(spec: dict[str, Any]) -> Image.Image:
    """One long name taken apart, each part explained below it."""
    c = _paper()
    c.fitted(24, 52, spec["title"], 24, W - 48, t.INK, "bold")
    c.box(24, 84, W - 48, 74, fill=t.SURFACE, line=t.LINE_STRONG, width=1.3, radius=10)
    full = "".join(p["part"] for p in spec["parts"])
    size = 26.0
    while c.text_width(full, size, "bold") > W - 84:
        size -= 0.5
    x = 24 + (W - 48 - c.text_width(full, size, "bold")) / 2
    slot = (W - 48) / len([p for p in spec["parts"] if p.get("label")])
    number = 0
    for part in spec["parts"]:
        wide = c.text_width(part["part"], size, "bold")
        named = part.get("label")
        c.text(x, 121, part["part"], size, t.PRIMARY if named else t.INK_2, "bold")
        if named:
            centre = 24 + slot * (number + 0.5)
            number += 1
            c.stroke([(x + 2, 142), (x + wide - 2, 142)], t.ACCENT, 3)
            c.stroke([(x + wide / 2, 143), (x + wide / 2, 172), (centre, 196), (centre, 210)], t.ACCENT, 2)
            c.box(centre - slot / 2 + 7, 210, slot - 14, 116, fill=t.ACCENT_SOFT, radius=10)
            _disc(c, centre, 238, str(number), 17)
            c.fitted(centre, 274, named, 17, slot - 26, t.INK, "bold", "mm")
            c.paragraph(
                centre - slot / 2 + 14, 288, part["text"], 13.5, slot - 28, t.INK_2, leading=1.25, centre=True
            )
        x += wide
    return c.image()


def tree(spec: dict[str, Any]) -> Image.Image:
    """Folders inside folders; `rows` are [depth, kind, text]."""
    c = _paper()
    y = 44.0
    step = (H - 60) / len(spec["rows"])
    for depth, kind, text in spec["rows"]:
        x = 34 + depth * 44
        if depth:
            c.stroke([(x - 26, y - step * 0.5), (x - 26, y + 8), (x - 6, y + 8)], t.LINE_STRONG, 1.6)
        if kind == "folder":
            c.box(x, y - 6, 16, 10, fill=t.ACCENT, radius=3)
            c.box(x, y - 2, 36, 24, fill=t.ACCENT, radius=4)
        else:
            c.box(x + 6, y - 7, 24, 30, fill=t.SURFACE, line=t.PRIMARY, width=1.8, radius=4)
            for line in (1, 7, 13):
                c.stroke([(x + 11, y + line), (x + 25, y + line)], t.PRIMARY, 1.5)
        bold = kind != "file"
        if kind == "index":
            c.box(x + 42, y - 10, c.text_width(text, 19, "bold") + 20, 36, fill=t.ACCENT_SOFT, radius=8)
        c.fitted(x + 52, y + 8, text, 19, W - x - 70, t.INK, "bold" if bold else "regular")
        y += step
    return c.image()


def timeline(spec: dict[str, Any]) -> Image.Image:
    """A bar of minutes with a card under each stretch."""
    c = _paper()
    c.fitted(24, 48, spec["title"], 24, W - 48, t.INK, "bold")
    total = sum(p["minutes"] for p in spec["parts"])
    x, room = 24.0, W - 48
    slot = room / len(spec["parts"])
    for index, part in enumerate(spec["parts"]):
        wide = room * part["minutes"] / total
        strong = part.get("strong", False)
        c.box(x, 84, wide - 4, 58, fill=t.PRIMARY if strong else t.PRIMARY_SOFT, radius=8)
        if strong:
            for stripe in range(1, int(wide / 9)):
                c.stroke([(x + stripe * 9, 90), (x + stripe * 9 - 4, 136)], t.FURROW_ON_BAND, 1.5)
            c.box(x + wide / 2 - 28, 98, 52, 30, fill=t.PRIMARY, radius=6)
        c.text(
            x + wide / 2 - 2,
            112,
            str(part["minutes"]),
            21,
            t.WHITE if strong else t.PRIMARY_STRONG,
            "bold",
            "mm",
        )
        left = 24 + index * slot
        c.stroke([(x + wide / 2 - 2, 144), (left + slot / 2, 176)], t.ACCENT, 2)
        c.box(
            left + 4,
            176,
            slot - 8,
            150,
            fill=t.SURFACE,
            line=t.ACCENT if strong else t.LINE,
            width=2 if strong else 1.2,
            radius=10,
        )
        _disc(c, left + slot / 2, 202, str(index + 1), 16)
        y = c.paragraph(left + 10, 226, part["label"], 18, slot - 20, t.INK, "bold", 1.25, centre=True)
        c.paragraph(left + 10, y + 3, part["text"], 15.5, slot - 18, t.INK_2, leading=1.3, centre=True)
        x += wide
    return c.image()


def phone_beside(spec: dict[str, Any]) -> Image.Image:
    """A phone on the field at the right, numbered remarks at the left."""
    c = _paper()
    c.box(372, 8, W - 372, H - 8, fill=t.PRIMARY)
    c.box(372, 196, W - 372, 1.6, fill=t.ACCENT)
    furrows(c, 372, 198, W - 372, H - 198, t.FURROW_ON_BAND, rows=6)
    draw_phone(c, 406, 34, 196, 420, spec["screen"])
    c.paragraph(28, 30, spec["title"], 23, 320, t.INK, "bold", 1.25)
    count = len(spec["points"])
    top = 34 + 29 * len(c.lines(spec["title"], 23, 320, "bold")) + 10
    step = (H - top - 18) / count
    for index, point in enumerate(spec["points"]):
        y = top + index * step
        c.box(28, y, 320, step - 10, fill=t.SURFACE, line=t.LINE, width=1.2, radius=9)
        _disc(c, 54, y + (step - 10) / 2, str(index + 1), min(16, (step - 14) / 2))
        lines = len(c.lines(point, 15.5, 256))
        c.paragraph(82, y + (step - 10 - lines * 20) / 2, point, 15.5, 256, leading=20 / 15.5)
    return c.image()


def two_sides(spec: dict[str, Any]) -> Image.Image:
    """What to do beside what not to do."""
    c = _paper()
    sides = (("good", t.OK, t.OK_SOFT), ("bad", t.DANGER, t.DANGER_SOFT))
    for index, (key, ink, soft) in enumerate(sides):
        x = 24 + index * 304
        c.box(x, 32, 288, 300, fill=soft, radius=12)
        c.disc(x + 34, 66, 17, fill=ink)
        if key == "good":
            c.stroke([(x + 26, 66), (x + 32, 73), (x + 43, 59)], t.WHITE, 3)
        else:
            c.stroke([(x + 28, 60), (x + 40, 72)], t.WHITE, 3)
            c.stroke([(x + 40, 60), (x + 28, 72)], t.WHITE, 3)
        c.fitted(x + 62, 66, spec[key + "_title"], 20, 212, ink, "bold")
        y = 100.0
        for item in spec[key]:
            c.disc(x + 24, y + 12, 3.5, fill=ink)
            y = c.paragraph(x + 38, y, item, 19, 236, t.INK, leading=1.32) + 10
    return c.image()


def poster(spec: dict[str, Any]) -> Image.Image:
    """A sentence to remember on the green field."""
    c = Canvas(W, H, t.PRIMARY)
    c.stroke([(0, 210), (W, 210)], t.ACCENT, 2)
    furrows(c, 0, 211, W, H - 211, t.FURROW_ON_BAND, rows=10)
    mark(c, 28, 26, 44)
    c.paragraph(40, 92, spec["text"], 32, W - 80, t.WHITE, "bold", 1.3)
    c.box(28, 292, W - 56, 44, fill=t.ACCENT, radius=10)
    c.fitted(W / 2, 313, spec["foot"], 18, W - 90, t.ON_ACCENT, "bold", "mm")
    return c.image()


LAYOUTS: dict[str, Callable[[dict[str, Any]], Image.Image]] = {
    "columns": columns,
    "parts": parts,
    "tree": tree,
    "timeline": timeline,
    "phone": phone_beside,
    "two_sides": two_sides,
    "poster": poster,
}
