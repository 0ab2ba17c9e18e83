"""The furrow band, the sun-over-field corners and the sample seal, written once as PDF operators.

Lengths in millimetres from the lower left corner; the figures are those of the design language.
"""

from functools import lru_cache
from math import cos, radians, sin

WIDTH, HEIGHT = 297.0, 210.0  # A4 landscape, for which the figures were drawn
EDGE, BAND_END, HAIRLINE, CORNER = 9.0, 13.6, 14.9, 12.0
FURROW_STEP = 1.53
SEAL = 13.3  # its radius
HORIZON = 1.75  # how many page heights away the furrows would meet
GREEN, GOLD, PAPER, RED = (
    (0.043, 0.365, 0.306),
    (0.890, 0.659, 0.137),
    (1.0, 0.996, 0.984),
    (0.643, 0.157, 0.106),
)
BLUE = (0.114, 0.227, 0.541)
SCRIBBLE = (  # of nobody's name: control points relative to the seal's middle
    (10.2, 4.2, 13.2, 9.2, 15.6, 9.2),
    (18.6, 9.2, 12.4, -3.2, 15.2, -3.2),
    (18.0, -3.2, 20.2, 6.2, 23.6, 6.2),
    (26.0, 6.2, 23.0, -0.6, 26.0, -0.6),
    (29.4, -0.6, 29.6, 3.8, 32.6, 4.0),
    (36.0, 4.2, 37.4, 2.2, 43.4, 5.6),
)
POINT = 72 / 25.4
KAPPA = 0.5523  # a quarter circle as one Bézier curve


class Pen:
    """Writes PDF drawing operators in millimetres."""

    def __init__(self) -> None:
        self.ops: list[str] = []

    def text(self) -> str:
        """The operators, scaled from millimetres and closed in their own graphics state."""
        return f"q {POINT:.5f} 0 0 {POINT:.5f} 0 0 cm\n" + "\n".join(self.ops) + "\nQ"

    def say(self, *parts: float | str) -> None:
        self.ops.append(
            " ".join(
                part if isinstance(part, str) else f"{part:.2f}".rstrip("0").rstrip(".") for part in parts
            )
        )

    def stroke_with(self, colour: tuple[float, float, float], width: float) -> None:
        self.ops.append("{:.3f} {:.3f} {:.3f} RG".format(*colour))
        self.say(width, "w")

    def fill_with(self, colour: tuple[float, float, float]) -> None:
        self.ops.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.say(x1, y1, "m", x2, y2, "l")

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        self.say(x, y, width, height, "re")

    def circle(self, x: float, y: float, radius: float) -> None:
        k = radius * KAPPA
        self.say(x + radius, y, "m")
        self.say(x + radius, y + k, x + k, y + radius, x, y + radius, "c")
        self.say(x - k, y + radius, x - radius, y + k, x - radius, y, "c")
        self.say(x - radius, y - k, x - k, y - radius, x, y - radius, "c")
        self.say(x + k, y - radius, x + radius, y - k, x + radius, y, "c h")

    def quarter_disc(self, radius: float) -> None:
        k = radius * KAPPA
        self.say(0, 0, "m", radius, 0, "l", radius, k, k, radius, 0, radius, "c h f")


@lru_cache(maxsize=16)
def background(width: float = WIDTH, height: float = HEIGHT) -> str:
    """Paper, furrow band on four sides, gold hairline, four corners."""
    pen = Pen()
    pen.fill_with(PAPER)
    pen.rect(0, 0, width, height)
    pen.say("f")
    _band(pen, width, height)
    _hairline(pen, width, height)
    for corner in _corners(width, height):
        pen.say("q", corner, "cm")
        _corner(pen)
        pen.say("Q")
    return pen.text()


def _band(pen: Pen, width: float, height: float) -> None:
    start = EDGE + CORNER + 0.4
    for across, other, turned in ((width, height, False), (height, width, True)):
        for near, far in ((EDGE, BAND_END), (other - EDGE, other - BAND_END)):
            pen.stroke_with(GREEN, 0.36)
            for outer, inner in _furrows(across, start):
                pen.line(near, outer, far, inner) if turned else pen.line(outer, near, inner, far)
            pen.say("S")
            _rule(pen, turned, near + (0.3 if near < far else -0.3), start, across - start, 0.6)
            _rule(pen, turned, far, start, across - start, 0.18)


def _furrows(across: float, start: float) -> list[tuple[float, float]]:
    """Where each furrow leaves the outer edge and meets the inner one: spread as if seen from the page's middle."""
    middle = across / 2
    count = int((across - 2 * start) / FURROW_STEP)
    step = (across - 2 * start - 2.4) / count
    spread = (BAND_END - EDGE) / (HEIGHT / HORIZON)
    outers = [start + 1.2 + step * number for number in range(count + 1)]
    inners = [outer + (outer - middle) * spread * 0.42 for outer in outers]
    return [(o, min(max(i, start), across - start)) for o, i in zip(outers, inners, strict=True)]


def _rule(pen: Pen, turned: bool, at: float, start: float, end: float, width: float) -> None:
    pen.stroke_with(GREEN, width)
    pen.line(at, start, at, end) if turned else pen.line(start, at, end, at)
    pen.say("S")


def _hairline(pen: Pen, width: float, height: float) -> None:
    pen.stroke_with(GOLD, 0.3)
    start = EDGE + CORNER + 0.4
    for y in (HAIRLINE, height - HAIRLINE):
        pen.line(start, y, width - start, y)
    for x in (HAIRLINE, width - HAIRLINE):
        pen.line(x, start, x, height - start)
    pen.say("S")


def _corners(width: float, height: float) -> list[str]:
    """Transformations that bring the lower left corner to each of the four."""
    far_x, far_y = width - EDGE, height - EDGE
    return [
        f"1 0 0 1 {EDGE} {EDGE}",
        f"-1 0 0 1 {far_x} {EDGE}",
        f"1 0 0 -1 {EDGE} {far_y}",
        f"-1 0 0 -1 {far_x} {far_y}",
    ]


def _corner(pen: Pen) -> None:
    """A field with the sun rising from its outer corner."""
    pen.fill_with(GREEN)
    pen.rect(0, 0, CORNER, CORNER)
    pen.say("f")
    pen.stroke_with(PAPER, 0.34)
    for number in range(11):
        angle = radians(4.5 + 8.1 * number)
        reach = (CORNER - 0.8) / max(cos(angle), sin(angle))
        pen.line(6.6 * cos(angle), 6.6 * sin(angle), reach * cos(angle), reach * sin(angle))
    pen.say("S")
    pen.fill_with(GOLD)
    pen.quarter_disc(5.9)


@lru_cache(maxsize=16)
def sample_seal(x: float, y: float, scale: float = 1) -> str:
    """Two red rings and a pen stroke that nobody could take for a real seal: the word MẪU goes inside."""
    pen = Pen()
    pen.say(scale, 0, 0, scale, x, y, "cm")
    pen.stroke_with(RED, 0.8)
    pen.circle(0, 0, SEAL)
    pen.say("S")
    pen.stroke_with(RED, 0.3)
    pen.circle(0, 0, 9.6)
    pen.say("S")
    pen.stroke_with(BLUE, 0.75)
    pen.say("1 J 1 j")
    pen.say(8, -1, "m")
    for curve in SCRIBBLE:
        pen.say(*curve, "c")
    pen.say("S")
    return pen.text()
