"""Arithmetic of watched seconds: unions of spans, enough or not, possible or not. Pure.

A span is `[start, end]` in seconds of the film; a union is sorted and disjoint.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

Span = tuple[float, float]

EDGE = 0.5  # seconds: players lose up to this much at either end of the film
SEAM = 0.05  # seconds: two reports that touch are one span
TOP_RATE = 2.0  # the fastest playback that still counts
SLOWEST = 0.0625  # the slowest that browsers play
GRACE = 2.0  # seconds a report may be ahead of the server's clock (a slow line)
OVERRUN = 2.0  # seconds the outputs of one film may differ in length
CREDIT_CAP = 30.0  # unused seconds a learner may carry over: two devices may report a moment apart


def union(spans: Iterable[Sequence[float]], more: Iterable[Sequence[float]] = ()) -> list[Span]:
    """All seconds of both, as sorted disjoint spans."""
    joined: list[Span] = []
    for start, end in sorted((float(span[0]), float(span[1])) for span in [*spans, *more]):
        if end <= start:
            continue
        if joined and start <= joined[-1][1] + SEAM:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def clamp(spans: Iterable[Sequence[float]], duration: float) -> list[Span]:
    """The part of the spans that lies inside the film."""
    inside = ((max(0.0, float(span[0])), min(duration, float(span[1]))) for span in spans)
    return [(start, end) for start, end in inside if end > start]


def length(spans: Iterable[Sequence[float]]) -> float:
    """Seconds in a union of disjoint spans."""
    return sum(span[1] - span[0] for span in spans)


def needed(duration: float, share: float) -> float:
    """Seconds that must have been played; half a second is forgiven."""
    return max(0.0, duration * share - EDGE)


def is_watched(spans: Iterable[Sequence[float]], duration: float, share: float) -> bool:
    """Whether the union holds the needed share of the film; a film without length is never watched."""
    return duration > 0 and length(spans) >= needed(duration, share)


def gaps(spans: Iterable[Sequence[float]], duration: float) -> list[Span]:
    """What has not been played yet, without slivers shorter than the edge."""
    edges = [0.0, *(edge for span in spans for edge in span), duration]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if end - start > EDGE]


@dataclass(frozen=True)
class Allowance:
    """How much film may be counted at one moment of the server's clock; all in seconds.

    `credit` is what was left over (or taken in advance) at the last accepted report, `spent` what was counted at this
    very moment, `counted` the union as it stands.
    """

    elapsed: float
    since_opened: float
    credit: float
    counted: float
    spent: float = 0.0

    def covers(self, fresh: float, rate: float = TOP_RATE, *, kept: bool = False) -> bool:
        """Whether so many new seconds can have been played at this rate since the last accepted report.

        What was `kept` on a device without a line may be older than another device's last report: it is held against
        all the time since the first view instead.
        """
        return fresh <= self.room(rate) or (kept and fresh <= self.room_in_all(rate))

    def room(self, rate: float = TOP_RATE) -> float:
        """New seconds that would still be believed of a player; several players share the top rate."""
        own = bounded(rate) * self.elapsed
        return min(own, TOP_RATE * self.elapsed - self.spent) + self.credit + GRACE

    def room_in_all(self, rate: float = TOP_RATE) -> float:
        """The same for what was kept without a line."""
        own = bounded(rate) * self.since_opened
        return min(own, TOP_RATE * self.since_opened - self.counted) + GRACE

    def wait(self, fresh: float, rate: float = TOP_RATE) -> float:
        """Seconds until so much would be believed."""
        return max(0.0, fresh - self.room(rate)) / bounded(rate)

    def after(self, fresh: float) -> "Allowance":
        """What is left when so many seconds were counted."""
        return replace(self, spent=self.spent + fresh, counted=self.counted + fresh)

    @property
    def left(self) -> float:
        """The credit that goes with the next report; a grace that was used is owed, or it would come anew each time."""
        return max(-GRACE, min(CREDIT_CAP, TOP_RATE * self.elapsed + self.credit - self.spent))


def bounded(rate: float) -> float:
    """The playback rate as it counts."""
    return min(TOP_RATE, max(SLOWEST, rate))
