"""Arithmetic of watched seconds: unions of spans, enough or not, possible or not. Pure.

A span is `[start, end]` in seconds of the film; a union is sorted and disjoint.
"""

from collections.abc import Iterable, Sequence

Span = tuple[float, float]

EDGE = 0.5  # seconds: players lose up to this much at either end of the film
SEAM = 0.05  # seconds: two reports that touch are one span
TOP_RATE = 2.0  # the fastest playback that still counts
GRACE = 2.0  # seconds a report may be ahead of the server's clock (a slow line)
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


def plausible(claimed_seconds: float, elapsed_seconds: float, credit: float = 0.0) -> bool:
    """Whether so much film can have been played in the time that passed on the server's clock."""
    return claimed_seconds <= elapsed_seconds * TOP_RATE + credit + GRACE


def credit_after(claimed_seconds: float, elapsed_seconds: float, credit: float = 0.0) -> float:
    """What a learner may still claim after an accepted report; the grace is not saved up."""
    return min(CREDIT_CAP, max(0.0, elapsed_seconds * TOP_RATE + credit - claimed_seconds))
