"""The one ornament: furrows running to the horizon, and the mark of a sun over a field."""

from tools.drawing import tokens as t
from tools.drawing.canvas import Canvas


def furrows(
    c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, rows: int = 9, width: float = 1.0
) -> None:
    """Perspective lines filling a rectangle whose upper edge is the horizon."""
    middle = x + w / 2
    for index in range(-rows, rows + 1):
        top, bottom = middle + index * w / rows / 5, middle + index * w / rows * 1.15
        _clipped(c, (top, y), (bottom, y + h), x, x + w, colour, width)
    step = h * 0.05
    down = step
    while down < h:
        c.stroke([(x, y + down), (x + w, y + down)], colour, width * 0.7)
        step *= 1.55
        down += step


def _clipped(
    c: Canvas,
    start: tuple[float, float],
    end: tuple[float, float],
    left: float,
    right: float,
    colour: str,
    width: float,
) -> None:
    (x0, y0), (x1, y1) = start, end
    if not left <= x0 <= right:
        return
    edge = min(max(x1, left), right)
    part = 1.0 if x1 == x0 else (edge - x0) / (x1 - x0)
    c.stroke([start, (edge, y0 + (y1 - y0) * part)], colour, width)


def mark(c: Canvas, x: float, y: float, size: float) -> None:
    """The product's mark: a dark field under a ripe sky with the sun half risen."""
    c.box(x, y, size, size, fill=t.ACCENT, radius=size * 0.24)
    r = size * 0.19
    c.disc(x + size / 2, y + size * 0.5, r, fill=t.ON_ACCENT)
    c.box(x, y + size * 0.5, size, size * 0.5, fill=t.ON_ACCENT, radius=size * 0.22)
    c.box(x, y + size * 0.5, size, size * 0.2, fill=t.ON_ACCENT)
    for index in (-2, -1, 0, 1, 2):
        foot = x + size / 2 + index * size * 0.21
        c.stroke(
            [(x + size / 2 + index * size * 0.06, y + size * 0.56), (foot, y + size * 0.93)],
            t.ACCENT,
            size * 0.035,
        )


def scene(c: Canvas, x: float, y: float, w: float, h: float, radius: float = 0) -> None:
    """A small picture of a sun over green furrows, as photos in mock-ups show."""
    c.box(x, y, w, h, fill=t.PRIMARY_SOFT, radius=radius)
    horizon = y + h * 0.52
    r = min(w, h) * 0.22
    c.disc(x + w / 2, horizon - r * 0.15, r, fill=t.ACCENT)
    c.box(x, horizon, w, y + h - horizon, fill=t.PRIMARY, radius=radius)
    c.box(x, horizon, w, (y + h - horizon) / 2, fill=t.PRIMARY)
    middle = x + w / 2
    for index in range(-4, 5):
        _clipped(
            c,
            (middle + index * w * 0.035, horizon),
            (middle + index * w * 0.17, y + h - 1),
            x,
            x + w,
            t.FURROW,
            max(0.6, w * 0.006),
        )
