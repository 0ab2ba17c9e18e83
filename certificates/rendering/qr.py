"""The QR code of the check address as PDF operators."""

from certificates.rendering.ornament import Pen
from common.qr import bars

INK = (0.086, 0.125, 0.106)
MASK = 2  # the best of the eight for four fifths of our addresses; trying all took an eighth of a certificate's time


def qr_code(address: str, x: float, y: float, side: float, height: float) -> str:
    """A square with its upper left corner at (x, y) millimetres from the upper left corner of a page of that height."""
    found, modules = bars(address, mask=MASK)
    module = side / modules
    pen = Pen()
    pen.fill_with(INK)
    for line, start, length in found:
        pen.ops.append(
            f"{x + start * module:.3f} {height - y - (line + 1) * module:.3f} {length * module:.3f} {module:.3f} re"
        )
    pen.say("f")
    return pen.text()
