"""The QR code of the check address as PDF operators."""

import segno

from certificates.rendering.ornament import Pen

INK = (0.086, 0.125, 0.106)
SIZE = 25.0
MASK = 2  # the best of the eight for four fifths of our addresses; trying all took an eighth of a certificate's time


def qr_code(address: str, x: float, y: float) -> str:
    """A square of 25 mm with its upper left corner at (x, y) millimetres from the page's upper left corner."""
    rows = list(segno.make(address, error="m", micro=False, mask=MASK).matrix)
    module = SIZE / len(rows)
    pen = Pen()
    pen.fill_with(INK)
    for line, row in enumerate(rows):
        for start, length in _runs(row):
            pen.ops.append(
                f"{x + start * module:.3f} {210 - y - (line + 1) * module:.3f} {length * module:.3f} {module:.3f} re"
            )
    pen.say("f")
    return pen.text()


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Dark modules side by side as one bar, so no hairline shows between them."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
