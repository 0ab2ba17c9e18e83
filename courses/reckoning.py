"""What a batch of reports adds to a union, and what of it is not believed, and why. Pure.

The long way (services.watching) and the short one (services.quick) reckon by this, so that they cannot differ.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from courses import spans as arithmetic
from courses.spans import Allowance, Span
from courses.wire import Played


class Refusal(StrEnum):
    """Why a report was not counted; the words are in courses.models.anomaly and in the player's page."""

    TOO_MUCH = "too_much"  # more film than time passed: it may be sent again later
    OUTSIDE = "outside"  # seconds that the film does not have
    MALFORMED = "malformed"
    OTHER_FILM = "other_film"  # the page was opened before the film was changed


@dataclass(frozen=True)
class Refused:
    """A report that was not counted; `retry` says after how many seconds it would be, 0 for never."""

    report: Played
    reason: Refusal
    retry: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Tally:
    """The union while reports are added to it, and what became of each of them."""

    spans: list[Span]
    duration: float
    position: float
    allowance: Allowance
    accepted: tuple[Played, ...] = ()
    replayed: tuple[UUID, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def seconds(self) -> float:
        return self.allowance.counted

    @property
    def changed(self) -> bool:
        """Whether there is something to store; a replay moves nothing, not even the clock."""
        return bool(self.accepted)


def reckon(tally: Tally, reports: Iterable[Played], known: Collection[UUID]) -> Tally:
    """Add the reports one by one; a uuid that was accepted before, or earlier in the batch, changes nothing."""
    counted = set(known)
    for report in reports:
        if report.uuid in counted:
            tally = replace(tally, replayed=(*tally.replayed, report.uuid))
            continue
        before = len(tally.accepted)
        tally = _add(tally, report)
        if len(tally.accepted) > before:
            counted.add(report.uuid)
    return tally


def _add(tally: Tally, report: Played) -> Tally:
    if any(
        start < -arithmetic.EDGE or end > tally.duration + arithmetic.OVERRUN for start, end in report.spans
    ):
        return _refuse(tally, Refused(report, Refusal.OUTSIDE, seconds=_claimed(report)))
    joined = arithmetic.union(tally.spans, arithmetic.clamp(report.spans, tally.duration))
    fresh = max(0.0, arithmetic.length(joined) - tally.seconds)
    if not tally.allowance.covers(fresh, report.rate, kept=report.kept):
        retry = tally.allowance.wait(fresh, report.rate)
        return _refuse(tally, Refused(report, Refusal.TOO_MUCH, retry, fresh))
    return replace(
        tally,
        spans=joined,
        position=min(max(0.0, report.position), tally.duration),
        allowance=tally.allowance.after(fresh),
        accepted=(*tally.accepted, report),
    )


def _refuse(tally: Tally, refused: Refused) -> Tally:
    return replace(tally, refused=(*tally.refused, refused))


def _claimed(report: Played) -> float:
    return arithmetic.length(arithmetic.union(report.spans))
