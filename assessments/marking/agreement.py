"""What comes of the readings of one answer: one word, the mean of two, or a third step where they are apart."""

from collections.abc import Mapping

DUST = 1e-9  # of adding decimals


def apart(first: float, second: float, tolerance: float) -> bool:
    """Whether two fractions differ by more than `tolerance` percent of the question's points."""
    return 100 * abs(first - second) > tolerance + DUST


def needs_agreement(given: Mapping[str, float], tolerance: float) -> bool:
    """Both have read and are apart."""
    return "first" in given and "second" in given and apart(given["first"], given["second"], tolerance)


def settled(given: Mapping[str, float], *, readings: int, tolerance: float) -> float | None:
    """The fraction that stands, or None while a reading is missing; `given` is by part (first, second, agreed)."""
    if "agreed" in given:
        return given["agreed"]
    if "first" not in given or (readings == 2 and "second" not in given):
        return None
    if readings == 1:
        return given["first"]
    if needs_agreement(given, tolerance):
        return None
    return round((given["first"] + given["second"]) / 2, 6)
