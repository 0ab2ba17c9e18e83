"""What is kept of answers: whole numbers by name, so that sums of parts are the sums of the whole, to the last digit.

A fraction of the points is counted in ten-thousandths (`ONE`), a score in ten-thousandths of what its paper was worth.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log

Sums = Counter[str]
ONE = 10_000
STEP = 1.1  # a bucket of time is a tenth longer than the one before it
LONGEST = 24 * 3600.0


@dataclass(frozen=True)
class Given:
    """One answer: its question's version, the part earned, the points, what was chosen, seconds if known."""

    version: int
    fraction: float
    points: float
    labels: tuple[str, ...]
    seconds: float | None = None


def add_paper(paper: Sums, items: Mapping[int, Sums], given: Iterable[Given], seconds: float) -> None:
    """One attempt into the sums of its test and of each of its questions; nothing if it was worth nothing."""
    answers = [one for one in given if one.points > 0]
    parts = [round(ONE * one.fraction) for one in answers]
    worth = sum(one.points for one in answers)
    if not worth:
        return
    earned = sum(part * one.points for part, one in zip(parts, answers, strict=True))
    score, total, count = round(earned / worth), sum(parts), len(parts)
    paper["n"] += 1
    paper["score"] += score
    paper["score2"] += score * score
    paper["k"] += count
    paper["k2"] += count * count
    paper["x"] += total
    paper["x2"] += sum(part * part for part in parts)
    paper["between"] += round(total * total / count)
    paper[f"bin:{score * 100 // ONE}"] += 1
    paper[f"time:{bucket(seconds)}"] += 1
    for part, one in zip(parts, answers, strict=True):
        left = worth - one.points
        _add_answer(
            items[one.version], part, round((earned - part * one.points) / left) if left else None, one
        )


def _add_answer(item: Sums, part: int, rest: int | None, given: Given) -> None:
    """`rest` is the score in the other questions of the paper, which the question itself has no part in."""
    item["n"] += 1
    item["x"] += part
    item["x2"] += part * part
    if rest is not None:
        item["m"] += 1
        item["r"] += rest
        item["r2"] += rest * rest
        item["xr"] += part * rest
    place = -1 if rest is None else rest * 100 // ONE
    item[f"bin:{place}"] += 1
    item[f"part:{place}"] += part
    for label in given.labels:
        item[f"label:{place}:{label}"] += 1
    if given.seconds is not None:
        item[f"time:{bucket(given.seconds)}"] += 1


def numbered(sums: Mapping[str, int], name: str) -> dict[int, int]:
    """The counts of one histogram by its buckets: `numbered(sums, "bin")`."""
    return {int(key.partition(":")[2]): value for key, value in sums.items() if key.startswith(f"{name}:")}


def labelled(sums: Mapping[str, int]) -> dict[str, dict[int, int]]:
    """How often each thing was chosen, by the score of who chose it."""
    found: dict[str, dict[int, int]] = {}
    for label, place, count in _labels(sums):
        found.setdefault(label, {})[place] = count
    return found


def _labels(sums: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    for key, count in sums.items():
        if key.startswith("label:"):
            _name, place, label = key.split(":", 2)
            yield label, int(place), count


def bucket(seconds: float) -> int:
    """The bucket a length of time falls in; a second and less is the first, a day and more the last."""
    return int(log(min(max(seconds, 1.0), LONGEST)) / log(STEP))
