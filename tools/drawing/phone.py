"""A phone whose screen is a list such as `button|Tra cứu`; a leading `!` rings the thing to tap."""

from collections.abc import Callable
from dataclasses import dataclass

import segno

from tools.drawing import tokens as t
from tools.drawing.canvas import Canvas
from tools.drawing.field import scene


@dataclass
class Screen:
    """Where the next element goes; `u` is a hundredth of the phone's width."""

    c: Canvas
    x: float
    y: float
    w: float
    u: float
    bottom: float

    def ring(self, x: float, y: float, w: float, h: float) -> None:
        u = self.u
        self.c.box(
            x - 2.4 * u, y - 2.4 * u, w + 4.8 * u, h + 4.8 * u, line=t.ACCENT, width=1.9 * u, radius=5.5 * u
        )


Painter = Callable[[Screen, list[str]], float]


def draw_phone(c: Canvas, x: float, y: float, w: float, h: float, elements: list[str]) -> None:
    """The body of the phone, then its elements from top to bottom."""
    u = w / 100
    c.box(x, y, w, h, fill=t.SURFACE, line=t.INK, width=2.1 * u, radius=11 * u)
    if elements and elements[0].lstrip("!").startswith("app|"):
        _app_bar(c, x, y, w, u, elements[0].split("|")[1])
        elements = elements[1:]
        top = y + 31 * u
    else:
        top = y + 15 * u
    c.box(x + 39 * u, y + 5.6 * u, 22 * u, 2.4 * u, fill=t.INK, radius=1.2 * u)
    screen = Screen(c, x + 10 * u, top, 80 * u, u, y + h - 6 * u)
    for element in elements:
        _draw(screen, element)


def _app_bar(c: Canvas, x: float, y: float, w: float, u: float, name: str) -> None:
    c.box(x + 2 * u, y + 2 * u, w - 4 * u, 22 * u, fill=t.PRIMARY, radius=9 * u)
    c.box(x + 2 * u, y + 13 * u, w - 4 * u, 12 * u, fill=t.PRIMARY)
    c.stroke([(x + 2 * u, y + 25.4 * u), (x + 98 * u, y + 25.4 * u)], t.ACCENT, 1.1 * u)
    c.fitted(x + w / 2, y + 17 * u, name, 8 * u, 84 * u, t.WHITE, "bold", "mm")


def _draw(s: Screen, element: str) -> None:
    ringed = element.startswith("!")
    kind, *args = element.lstrip("!").split("|")
    x, y = s.x, s.y
    height = PAINTERS[kind](s, args)
    if ringed:
        pad = 2.4 * s.u if kind in ("title", "row", "price") else 0.0
        s.ring(x - pad, y, s.w + 2 * pad, height)
    s.y = y + height + 5.2 * s.u


def _url(s: Screen, args: list[str]) -> float:
    s.c.box(s.x, s.y, s.w, 13 * s.u, fill=t.SURFACE, line=t.PRIMARY, width=1.3 * s.u, radius=6.5 * s.u)
    s.c.fitted(s.x + s.w / 2, s.y + 6.4 * s.u, args[0], 7 * s.u, s.w - 10 * s.u, t.INK, "bold", "mm")
    return 13 * s.u


def _banner(s: Screen, args: list[str]) -> float:
    s.c.box(s.x, s.y, s.w, 27 * s.u, fill=t.PRIMARY_SOFT, radius=4 * s.u)
    lines = len(s.c.lines(args[0], 7.2 * s.u, s.w - 12 * s.u, "bold"))
    s.c.paragraph(
        s.x + 6 * s.u,
        s.y + (27 - lines * 9.4) / 2 * s.u,
        args[0],
        7.2 * s.u,
        s.w - 12 * s.u,
        t.PRIMARY_STRONG,
        "bold",
        1.3,
        centre=True,
    )
    return 27 * s.u


def _tiles(s: Screen, args: list[str]) -> float:
    gap, wide, tall = 5 * s.u, (s.w - 5 * s.u) / 2, 24 * s.u
    for index, label in enumerate(args):
        x, y = s.x + index % 2 * (wide + gap), s.y + index // 2 * (tall + gap)
        chosen = label.startswith("!")
        s.c.box(x, y, wide, tall, fill=t.ACCENT_SOFT if chosen else t.SUNK, radius=4 * s.u)
        s.c.disc(x + wide / 2, y + 8 * s.u, 3.6 * s.u, fill=t.ACCENT if chosen else t.PRIMARY)
        s.c.fitted(
            x + wide / 2,
            y + 17.4 * s.u,
            label.lstrip("!"),
            6.4 * s.u,
            wide - 3 * s.u,
            t.INK,
            "bold" if chosen else "regular",
            "mm",
        )
        if chosen:
            s.ring(x, y, wide, tall)
    rows = (len(args) + 1) // 2
    return rows * tall + (rows - 1) * gap


def _title(s: Screen, args: list[str]) -> float:
    return s.c.paragraph(s.x, s.y, args[0], 8.6 * s.u, s.w, t.INK, "bold", 1.28) - s.y


def _text(s: Screen, args: list[str]) -> float:
    return s.c.paragraph(s.x, s.y, args[0], 6.8 * s.u, s.w, t.INK_2, "regular", 1.35) - s.y


def _field(s: Screen, args: list[str]) -> float:
    s.c.box(s.x, s.y, s.w, 15 * s.u, fill=t.SURFACE, line=t.LINE_STRONG, width=0.9 * s.u, radius=4 * s.u)
    s.c.fitted(s.x + 5 * s.u, s.y + 7.4 * s.u, args[0], 7 * s.u, s.w - 10 * s.u, t.INK_2)
    return 15 * s.u


def _focus(s: Screen, args: list[str]) -> float:
    s.c.box(s.x, s.y, s.w, 15 * s.u, fill=t.SURFACE, line=t.PRIMARY, width=1.7 * s.u, radius=4 * s.u)
    s.c.fitted(s.x + 5 * s.u, s.y + 7.4 * s.u, args[0], 7 * s.u, s.w - 12 * s.u, t.INK)
    end = s.x + 6.5 * s.u + min(s.c.text_width(args[0], 7 * s.u), s.w - 12 * s.u)
    s.c.stroke([(end, s.y + 3.6 * s.u), (end, s.y + 11.4 * s.u)], t.PRIMARY, 0.9 * s.u)
    return 15 * s.u


def _pill(s: Screen, label: str, fill: str, ink: str, line: str | None = None) -> float:
    s.c.box(s.x, s.y, s.w, 16 * s.u, fill=fill, line=line, width=1.1 * s.u, radius=4.5 * s.u)
    s.c.fitted(s.x + s.w / 2, s.y + 7.8 * s.u, label, 7.2 * s.u, s.w - 8 * s.u, ink, "bold", "mm")
    return 16 * s.u


def _row(s: Screen, args: list[str]) -> float:
    s.c.disc(s.x + 4 * s.u, s.y + 5 * s.u, 2.4 * s.u, fill=t.PRIMARY)
    s.c.fitted(s.x + 11 * s.u, s.y + 5 * s.u, args[0], 7 * s.u, s.w - 12 * s.u)
    return 10 * s.u


def _timeline(s: Screen, args: list[str]) -> float:
    step = 21 * s.u
    x = s.x + 6 * s.u
    s.c.stroke([(x, s.y + 6 * s.u), (x, s.y + 6 * s.u + step * (len(args) - 1))], t.LINE_STRONG, 1.2 * s.u)
    for index, item in enumerate(args):
        state, label = item.split(":", 1)
        y = s.y + 6 * s.u + index * step
        fill = {"done": t.PRIMARY, "now": t.ACCENT, "next": t.SURFACE}[state]
        if state == "now":
            s.c.box(s.x - 2 * s.u, y - 8 * s.u, s.w + 4 * s.u, 16 * s.u, fill=t.ACCENT_SOFT, radius=4 * s.u)
        s.c.disc(x, y, 4.6 * s.u, fill=fill, line=t.LINE_STRONG if state == "next" else None, width=1.1 * s.u)
        s.c.fitted(
            x + 9 * s.u,
            y,
            label,
            7.4 * s.u,
            s.w - 17 * s.u,
            t.INK_2 if state == "next" else t.INK,
            "bold" if state == "now" else "regular",
        )
    return step * (len(args) - 1) + 14 * s.u


def _card(s: Screen, args: list[str]) -> float:
    s.c.box(s.x, s.y, s.w, 23 * s.u, fill=t.SURFACE, line=t.LINE, width=0.9 * s.u, radius=4 * s.u)
    s.c.box(s.x + 4 * s.u, s.y + 5 * s.u, 13 * s.u, 13 * s.u, fill=t.PRIMARY_SOFT, radius=3 * s.u)
    s.c.disc(s.x + 10.5 * s.u, s.y + 11.5 * s.u, 3 * s.u, fill=t.PRIMARY)
    s.c.fitted(s.x + 21 * s.u, s.y + 8 * s.u, args[0], 6.8 * s.u, s.w - 24 * s.u, t.INK, "bold")
    s.c.fitted(s.x + 21 * s.u, s.y + 16 * s.u, args[1], 5.8 * s.u, s.w - 24 * s.u, t.INK_2)
    return 23 * s.u


def _bubble(s: Screen, text: str, *, mine: bool) -> float:
    room = s.w * 0.86 - 10 * s.u
    lines = s.c.lines(text, 6.6 * s.u, room)
    wide = room + 10 * s.u if len(lines) > 1 else s.c.text_width(text, 6.6 * s.u) + 11 * s.u
    tall = (len(lines) * 8.8 + 7) * s.u
    x = s.x + s.w - wide if mine else s.x
    s.c.box(x, s.y, wide, tall, fill=t.PRIMARY if mine else t.SUNK, radius=5 * s.u)
    s.c.paragraph(
        x + 5 * s.u, s.y + 3.4 * s.u, text, 6.6 * s.u, room, t.WHITE if mine else t.INK, leading=1.33
    )
    return tall


def _photo(s: Screen, args: list[str]) -> float:
    scene(s.c, s.x, s.y, s.w, 44 * s.u, 3 * s.u)
    return 44 * s.u


def _qr(s: Screen, args: list[str]) -> float:
    matrix = [
        list(row) for row in segno.make(f"LOPSO MINH HOA {args[0]}".upper(), error="m", micro=False).matrix
    ]
    side = 54 * s.u
    cell, left = side / len(matrix), s.x + (s.w - side) / 2
    for r, row in enumerate(matrix):
        for k, dark in enumerate(row):
            if dark:
                s.c.box(left + k * cell, s.y + 1 * s.u + r * cell, cell + 0.5, cell + 0.5, fill=t.INK)
    return side + 2 * s.u


def _ok(s: Screen, args: list[str]) -> float:
    x, y, u = s.x + s.w / 2, s.y + 13 * s.u, s.u
    s.c.disc(x, y, 12 * u, fill=t.OK_SOFT, line=t.OK, width=1.3 * u)
    s.c.stroke(
        [(x - 5.4 * u, y + 0.4 * u), (x - 1.4 * u, y + 4.6 * u), (x + 6 * u, y - 4.6 * u)], t.OK, 2 * u
    )
    return s.c.paragraph(s.x, s.y + 29 * u, args[0], 7.8 * u, s.w, t.OK, "bold", 1.3, centre=True) - s.y


def _warn(s: Screen, args: list[str]) -> float:
    room = s.w - 24 * s.u
    lines = s.c.lines(args[0], 6.6 * s.u, room, "bold")
    tall = (len(lines) * 8.8 + 9) * s.u
    s.c.box(s.x, s.y, s.w, tall, fill=t.DANGER_SOFT, radius=4 * s.u)
    s.c.disc(s.x + 9 * s.u, s.y + tall / 2, 5.4 * s.u, fill=t.DANGER)
    s.c.text(s.x + 9 * s.u, s.y + tall / 2, "!", 8 * s.u, t.WHITE, "bold", "mm")
    s.c.paragraph(s.x + 19 * s.u, s.y + 4.5 * s.u, args[0], 6.6 * s.u, room, t.DANGER, "bold", 1.33)
    return tall


def _search(s: Screen, args: list[str]) -> float:
    s.c.box(s.x, s.y, s.w, 15 * s.u, fill=t.SURFACE, line=t.LINE_STRONG, width=1 * s.u, radius=7.5 * s.u)
    s.c.disc(s.x + 8.4 * s.u, s.y + 6.8 * s.u, 3.2 * s.u, line=t.INK_2, width=1.1 * s.u)
    s.c.stroke([(s.x + 10.8 * s.u, s.y + 9.2 * s.u), (s.x + 13 * s.u, s.y + 11.6 * s.u)], t.INK_2, 1.2 * s.u)
    s.c.fitted(s.x + 16 * s.u, s.y + 7.4 * s.u, args[0], 6.8 * s.u, s.w - 20 * s.u)
    return 15 * s.u


def _price(s: Screen, args: list[str]) -> float:
    s.c.fitted(s.x, s.y + 5 * s.u, args[0], 6.6 * s.u, s.w * 0.48)
    s.c.fitted(s.x + s.w, s.y + 5 * s.u, args[1], 6.8 * s.u, s.w * 0.48, t.PRIMARY, "bold", "rm")
    return 10 * s.u


def _shutter(s: Screen, args: list[str]) -> float:
    s.c.disc(s.x + s.w / 2, s.y + 11 * s.u, 10 * s.u, fill=t.SURFACE, line=t.INK, width=1.6 * s.u)
    s.c.disc(s.x + s.w / 2, s.y + 11 * s.u, 6.8 * s.u, fill=t.ACCENT)
    return 22 * s.u


def _weather(s: Screen, args: list[str]) -> float:
    u = s.u
    s.c.box(s.x, s.y, s.w, 32 * u, fill=t.PRIMARY_SOFT, radius=4 * u)
    s.c.disc(s.x + 17 * u, s.y + 12 * u, 7 * u, fill=t.ACCENT)
    for dx, r in ((12, 5), (19, 6.4), (26, 4.6)):
        s.c.disc(s.x + dx * u, s.y + 17 * u, r * u, fill=t.SURFACE)
    for dx in (12, 18, 24):
        s.c.stroke([(s.x + dx * u, s.y + 24 * u), (s.x + (dx - 1.6) * u, s.y + 28 * u)], t.PRIMARY, 1.1 * u)
    s.c.text(s.x + 38 * u, s.y + 11 * u, args[0], 11 * u, t.INK, "bold")
    s.c.fitted(s.x + 38 * u, s.y + 23 * u, args[1], 6.2 * u, s.w - 40 * u, t.INK_2)
    return 32 * u


def _check(s: Screen, args: list[str]) -> float:
    u, on = s.u, args[0] == "on"
    s.c.box(
        s.x,
        s.y,
        10 * u,
        10 * u,
        fill=t.PRIMARY if on else t.SURFACE,
        line=t.PRIMARY if on else t.LINE_STRONG,
        width=1 * u,
        radius=2.4 * u,
    )
    if on:
        s.c.stroke(
            [(s.x + 2.4 * u, s.y + 5.2 * u), (s.x + 4.4 * u, s.y + 7.3 * u), (s.x + 7.8 * u, s.y + 2.9 * u)],
            t.WHITE,
            1.4 * u,
        )
    return max(10 * u, s.c.paragraph(s.x + 14 * u, s.y + 0.6 * u, args[1], 6.6 * u, s.w - 14 * u) - s.y)


def _video(s: Screen, args: list[str]) -> float:
    u, x, y = s.u, s.x + s.w / 2, s.y + 17 * s.u
    s.c.box(s.x, s.y, s.w, 44 * u, fill=t.PRIMARY_STRONG, radius=4 * u)
    s.c.disc(x, y, 9.5 * u, fill=t.ACCENT)
    s.c.shape([(x - 3 * u, y - 5 * u), (x - 3 * u, y + 5 * u), (x + 5.4 * u, y)], t.ON_ACCENT)
    s.c.fitted(x, s.y + 36 * u, args[0], 6.6 * u, s.w - 8 * u, t.WHITE, "bold", "mm")
    return 44 * u


def _otp(s: Screen, args: list[str]) -> float:
    digits = args[0]
    wide = (s.w - (len(digits) - 1) * 2.4 * s.u) / len(digits)
    for index, digit in enumerate(digits):
        x = s.x + index * (wide + 2.4 * s.u)
        s.c.box(x, s.y, wide, 15 * s.u, fill=t.SURFACE, line=t.LINE_STRONG, width=0.9 * s.u, radius=3 * s.u)
        s.c.text(x + wide / 2, s.y + 7.4 * s.u, digit, 7.6 * s.u, t.INK, "bold", "mm")
    return 15 * s.u


def _toggle(s: Screen, args: list[str]) -> float:
    u, on = s.u, args[0] == "on"
    s.c.fitted(s.x, s.y + 5.5 * u, args[1], 6.8 * u, s.w - 24 * u)
    x = s.x + s.w - 20 * u
    s.c.box(x, s.y, 20 * u, 11 * u, fill=t.PRIMARY if on else t.LINE_STRONG, radius=5.5 * u)
    s.c.disc(x + (14.3 if on else 5.7) * u, s.y + 5.4 * u, 4 * u, fill=t.WHITE)
    return 11 * u


def _file(s: Screen, args: list[str]) -> float:
    u = s.u
    s.c.box(s.x, s.y, s.w, 17 * u, fill=t.SUNK, radius=4 * u)
    s.c.box(
        s.x + 5 * u,
        s.y + 3 * u,
        8.6 * u,
        11 * u,
        fill=t.SURFACE,
        line=t.PRIMARY,
        width=0.9 * u,
        radius=1.4 * u,
    )
    for line in (6, 8.4, 10.8):
        s.c.stroke([(s.x + 6.8 * u, s.y + line * u), (s.x + 11.8 * u, s.y + line * u)], t.PRIMARY, 0.7 * u)
    s.c.fitted(s.x + 17 * u, s.y + 8.4 * u, args[0], 6.4 * u, s.w - 20 * u)
    return 17 * u


def _map(s: Screen, args: list[str]) -> float:
    u, tall = s.u, 62 * s.u
    s.c.box(s.x, s.y, s.w, tall, fill=t.PRIMARY_SOFT, radius=4 * u)
    for path in (
        [(0, 40), (30, 34), (52, 44), (80, 30)],
        [(20, 0), (28, 34), (24, 62)],
        [(62, 0), (56, 43), (66, 62)],
    ):
        s.c.stroke([(s.x + px * u, s.y + py * u) for px, py in path], t.SURFACE, 4 * u)
    s.c.stroke(
        [
            (s.x + 10 * u, s.y + 37.6 * u),
            (s.x + 30 * u, s.y + 34 * u),
            (s.x + 52 * u, s.y + 43 * u),
            (s.x + 56 * u, s.y + 26 * u),
        ],
        t.PRIMARY,
        2.2 * u,
    )
    s.c.disc(s.x + 10 * u, s.y + 37.6 * u, 3.4 * u, fill=t.PRIMARY, line=t.WHITE, width=1 * u)
    x, y = s.x + 56 * u, s.y + 18 * u
    s.c.shape([(x - 6.2 * u, y + 2 * u), (x + 6.2 * u, y + 2 * u), (x, y + 11 * u)], t.ACCENT)
    s.c.disc(x, y, 6.8 * u, fill=t.ACCENT)
    s.c.disc(x, y, 2.6 * u, fill=t.SURFACE)
    s.c.fitted(s.x + 5 * u, s.y + 55 * u, args[0], 6.2 * u, s.w - 10 * u, t.PRIMARY_STRONG, "bold")
    return tall


PAINTERS: dict[str, Painter] = {
    "url": _url,
    "banner": _banner,
    "tiles": _tiles,
    "title": _title,
    "text": _text,
    "field": _field,
    "focus": _focus,
    "row": _row,
    "timeline": _timeline,
    "card": _card,
    "photo": _photo,
    "qr": _qr,
    "ok": _ok,
    "warn": _warn,
    "search": _search,
    "price": _price,
    "shutter": _shutter,
    "weather": _weather,
    "check": _check,
    "video": _video,
    "otp": _otp,
    "toggle": _toggle,
    "file": _file,
    "map": _map,
    "button": lambda s, a: _pill(s, a[0], t.PRIMARY, t.WHITE),
    "gold": lambda s, a: _pill(s, a[0], t.ACCENT, t.ON_ACCENT),
    "line": lambda s, a: _pill(s, a[0], t.SURFACE, t.PRIMARY, t.PRIMARY),
    "danger": lambda s, a: _pill(s, a[0], t.SURFACE, t.DANGER, t.DANGER),
    "in": lambda s, a: _bubble(s, a[0], mine=False),
    "out": lambda s, a: _bubble(s, a[0], mine=True),
}
