"""The QR code of the check address as PDF operators."""

from certificates.rendering.ornament import Pen
from common.qr import bars

INK = (0.086, 0.125, 0.106)
SIZE = 25.0
MASK = 2  # the best of the eight for four fifths of our addresses; trying all took an eighth of a certificate's time


def qr_code(address: str, x: float, y: float) -> str:
    """A square of 25 mm with its upper left corner at (x, y) millimetres from the page's upper left corner."""
    found, side = bars(address, mask=MASK)
    module = SIZE / side
    pen = Pen()
    pen.fill_with(INK)
    for line, start, length in found:
        pen.ops.append(
            f"{x + start * module:.3f} {210 - y - (line + 1) * module:.3f} {length * module:.3f} {module:.3f} re"
        )
    pen.say("f")
    return pen.text()
