"""How a film is watched, from reports without names to counts per stretch. Pure.

A film is cut into equal stretches, of five seconds or a hundredth, whichever is longer.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import zip_longest

from courses import spans as arithmetic

MOST_STRETCHES = 100
LEAST_SECONDS = 5.0
REACHED = 0.5  # of a stretch: whoever played that much was there
SITTING = timedelta(minutes=30)  # a longer silence means that one had stopped


@dataclass(frozen=True)
class Played:
    """One accepted report of one learner."""

    at: datetime
    day: date
    spans: Sequence[arithmetic.Span]


@dataclass
class Count:
    """One stretch on one day; `replays` is seconds played again over the stretch's length."""

    viewers: int = 0
    replays: float = 0.0
    stops: int = 0


@dataclass
class Counts:
    """All stretches of a film by day; learners are added one after another and not kept."""

    duration: float
    found: dict[tuple[date, int], Count] = field(default_factory=dict)

    def add(self, reports: Iterable[Played]) -> None:
        """Fold the reports of one learner, whatever their order."""
        seen: list[arithmetic.Span] = []
        ordered = sorted(reports, key=lambda report: report.at)
        for report in ordered:
            self._play(seen, report)
            seen = arithmetic.union(seen, arithmetic.clamp(report.spans, self.duration))
        for report in _last_of_sittings(ordered):
            self._count(report.day, self._stretch(max(end for _start, end in report.spans))).stops += 1

    def _play(self, seen: Sequence[arithmetic.Span], report: Played) -> None:
        width = self.duration / stretches(self.duration)
        played = arithmetic.clamp(report.spans, self.duration)
        for place in {place for span in played for place in self._touched(span)}:
            part = (place * width, (place + 1) * width)
            before = arithmetic.union(_within(seen, part))
            again = _within(played, part)
            fresh = arithmetic.length(arithmetic.union(before, again)) - arithmetic.length(before)
            count = self._count(report.day, place)
            count.replays += max(0.0, sum(end - start for start, end in again) - fresh) / width
            was, now = arithmetic.length(before) / width, (arithmetic.length(before) + fresh) / width
            count.viewers += was < REACHED <= now

    def _touched(self, span: arithmetic.Span) -> range:
        return range(self._stretch(span[0]), self._stretch(span[1]) + 1)

    def _stretch(self, second: float) -> int:
        number = stretches(self.duration)
        return max(0, min(number - 1, int(second * number / self.duration)))

    def _count(self, day: date, place: int) -> Count:
        return self.found.setdefault((day, place), Count())


def stretches(duration: float) -> int:
    """Into how many parts a film of so many seconds is cut."""
    return max(1, min(MOST_STRETCHES, math.ceil(duration / LEAST_SECONDS)))


def _within(spans: Iterable[arithmetic.Span], part: arithmetic.Span) -> list[arithmetic.Span]:
    cut = ((max(start, part[0]), min(end, part[1])) for start, end in spans)
    return [(start, end) for start, end in cut if end > start]


def _last_of_sittings(ordered: Sequence[Played]) -> Iterator[Played]:
    """The report after which nothing came for half an hour."""
    told = [report for report in ordered if report.spans]
    for report, following in zip_longest(told, told[1:]):
        if following is None or following.at - report.at >= SITTING:
            yield report
