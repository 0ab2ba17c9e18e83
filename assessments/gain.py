"""What was gained between a test before learning and the one after, as arithmetic; all figures in per cent."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Gain:
    """Of one learner: the first known result before, the one that counts after."""

    before: float
    after: float

    @property
    def points(self) -> float:
        """Percentage points; negative where less was known after."""
        return self.after - self.before

    @property
    def shown(self) -> float:
        """To the tenth, as percentages are written."""
        return round(self.points, 1)


@dataclass(frozen=True)
class ClassGain(Gain):
    """Of many: their means, and how many have both results; the mean of the gains is the gain of the means."""

    pairs: int

    @property
    def normalised(self) -> float | None:
        """The part gained of what could be, at most 1 (R. R. Hake, Am. J. Phys. 66, 1998); None if all was known."""
        return self.points / (100 - self.before) if self.before < 100 else None

    @property
    def normalised_percent(self) -> float | None:
        """The same to be shown."""
        return None if self.normalised is None else 100 * self.normalised


def mean_of(gains: Sequence[Gain]) -> ClassGain | None:
    """None without any pair."""
    if not gains:
        return None
    number = len(gains)
    before, after = sum(gain.before for gain in gains), sum(gain.after for gain in gains)
    return ClassGain(before / number, after / number, number)
