"""The figures of one question, as the field defines them, from kept sums.

Sources: facility index and discrimination index as in Moodle's *Quiz statistics calculations* (mean mark over maximum mark;
correlation of the question's mark with the mark for the rest of the paper, the corrected item-total correlation of
Henrysson 1963); upper against lower 27 %: Kelley, *The selection of upper and lower groups for the validation of test
items*, J. Educ. Psych. 30 (1939).
"""

from collections.abc import Mapping
from math import sqrt

from assessments.statistics.sums import ONE, STEP, numbered

KELLEY = 0.27
Bins = Mapping[int, int]


def facility(sums: Mapping[str, int]) -> float | None:
    """The mean part of the points earned, 0 to 1."""
    return sums["x"] / ONE / sums["n"] if sums.get("n") else None


def spread(n: int, total: int, squares: int) -> float:
    """The sample variance of whole numbers from their sums."""
    return (n * squares - total * total) / (n * (n - 1)) if n > 1 else 0.0


def discrimination(sums: Mapping[str, int]) -> float | None:
    """Correlation of a question with the rest of its papers, -1 to 1; None where one of the two never varies."""
    n = sums.get("m", 0)
    if not n or n != sums["n"]:  # a paper of this question alone has no rest
        return None
    x, r = sums["x"], sums["r"]
    variances = (n * sums["x2"] - x * x) * (n * sums["r2"] - r * r)
    return (n * sums["xr"] - x * r) / sqrt(variances) if variances > 0 else None


def slice_of(counts: Bins, begin: float, end: float) -> dict[int, float]:
    """How much of each bin lies between two shares (0 to 1) of the crowd, from the lowest; equals share a border."""
    total, below = sum(counts.values()), 0
    found: dict[int, float] = {}
    for place, count in sorted(counts.items()):
        inside = min(below + count, end * total) - max(below, begin * total)
        below += count
        if count and inside > 1e-9:
            found[place] = inside / count
    return found


def crowd(weights: Mapping[int, float], counts: Bins) -> float:
    """How many of the counts lie in a slice."""
    return sum(weight * counts.get(place, 0) for place, weight in weights.items())


def upper_lower(sums: Mapping[str, int], share: float = KELLEY) -> float | None:
    """Facility among the best 27 % less that among the weakest 27 %, told apart by the rest of their papers."""
    bins, parts = numbered(sums, "bin"), numbered(sums, "part")
    if not bins or -1 in bins:
        return None
    low, high = slice_of(bins, 0, share), slice_of(bins, 1 - share, 1)
    return (crowd(high, parts) / crowd(high, bins) - crowd(low, parts) / crowd(low, bins)) / ONE


def quantile(counts: Bins, share: float) -> float | None:
    """Seconds below which that share of times lies, within a tenth (the width of a bucket); None without times."""
    wanted, below = share * sum(counts.values()), 0
    for place, count in sorted(counts.items()):
        if count and below + count >= wanted:
            return float(STEP ** (place + (wanted - below) / count))
        below += count
    return None
