"""Who chose what: each choice by thirds of the score in the rest of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.statistics.measures import crowd, slice_of
from assessments.statistics.sums import labelled, numbered

THIRDS = ((0.0, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1.0))


@dataclass(frozen=True)
class Choice:
    """How many chose it, the share of all (0 to 1), and its share in the low, middle and high third."""

    label: str
    count: int
    share: float
    thirds: tuple[float, ...]


def choices(sums: Mapping[str, int]) -> dict[str, Choice]:
    """By label; without thirds where papers held nothing but this question."""
    bins = numbered(sums, "bin")
    everyone = sum(bins.values())
    slices = [slice_of(bins, *third) for third in THIRDS] if bins and -1 not in bins else []
    sizes = [crowd(weights, bins) for weights in slices]
    found = {}
    for label, counts in labelled(sums).items():
        count = sum(counts.values())
        thirds = tuple(crowd(weights, counts) / size for weights, size in zip(slices, sizes, strict=True))
        found[label] = Choice(label, count, count / everyone, thirds)
    return found
