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


@dataclass(frozen=True)
class ClassGain:
    """Of many: how many have both results, and their means."""

    pairs: int
    before: float
    after: float

    @property
    def points(self) -> float:
        """The mean of the gains is the gain of the means."""
        return self.after - self.before

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
    return ClassGain(
        number, sum(gain.before for gain in gains) / number, sum(gain.after for gain in gains) / number
    )
