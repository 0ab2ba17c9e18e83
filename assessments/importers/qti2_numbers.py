"""Numbers that QTI lists one by one, joined to values with a tolerance."""

from assessments.exchange.bodies import tidy
from assessments.exchange.numbers import number
from assessments.importers.qti2_key import Key

Answer = tuple[float | None, float, float, str]


def runs(key: Key) -> list[Answer]:
    """14, 15, 16 worth the same are 15 ± 1."""
    key = key.one_of
    values = list(key.mapped) if any(worth > 0 for worth in key.mapped.values()) else key.correct
    worths = zip(map(number, values), key.shares(values), strict=True)
    found: list[list[float]] = []  # first, last, share
    for value, share in sorted(pair for pair in worths if pair[1] > 0):
        if found and found[-1][2] == share and found[-1][1] + 1 == value:
            found[-1][1] = value
        else:
            found.append([value, value, share])
    fixed, part = key.margin
    return [
        (tidy(middle), tidy((high - low) / 2 + fixed + abs(middle) * part), share, "")
        for low, high, share in found
        for middle in [(low + high) / 2]
    ]
