"""Watching is measured, not claimed: reports of played spans become a union, and the union a completion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError, Implausible
from courses import spans as arithmetic
from courses.models import (
    Activity,
    ActivityVersion,
    Enrolment,
    ReleaseItem,
    WatchedSpans,
)
from courses.queries.lesson import Watching, item_of, watching
from courses.services import span_rows
from courses.services.completion import complete_watching, share_of

MOST_SPANS = 500


@dataclass(frozen=True)
class Report:
    """The answer to a player; `accepted` is false for a replay, whose seconds were counted the first time."""

    accepted: bool
    watching: Watching
    completed: bool

    @property
    def spans(self) -> list[arithmetic.Span]:
        return self.watching.spans

    @property
    def seconds(self) -> float:
        return self.watching.seconds

    @property
    def share(self) -> float:
        return self.seconds / self.watching.duration if self.watching.duration else 0.0


def open_activity(*, enrolment: Enrolment, activity: Activity, at: datetime) -> WatchedSpans:
    """The row that remembers when the activity was first seen; two tabs make one."""
    first = WatchedSpans(enrolment=enrolment, activity=activity, opened_at=at, reported_at=at)
    WatchedSpans.objects.bulk_create([first], ignore_conflicts=True)
    return WatchedSpans.objects.get(enrolment=enrolment, activity=activity)


def report_spans(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    report_uuid: UUID,
    spans: Sequence[Sequence[float]],
    position: float,
    at: datetime,
    item: ReleaseItem | None = None,
) -> Report:
    """Add what a player says it played since its last report.

    Seconds outside the film are cut off; a uuid seen before changes nothing. More new seconds than the
    server's clock allows at twice the speed are refused (Implausible) and stored as refused, nothing else.
    When the rule is met, one event is appended. `item` saves a query when the caller has it.
    """
    claimed = _read(spans)
    share = share_of(item or item_of(enrolment, activity))
    with transaction.atomic():
        held = _held(enrolment, activity, report_uuid, at)
        now = watching(held, version, share)
        if held.replayed:
            return Report(False, now, held.done)
        believed = _add(held, now, claimed, position, at)
        span_rows.keep_report(
            uuid=report_uuid,
            enrolment=enrolment,
            activity=activity,
            spans=claimed,
            at=at,
            accepted=bool(believed),
        )
        if believed:
            seen, credit = believed
            span_rows.store(
                held, spans=seen.spans, seconds=seen.seconds, position=seen.position, at=at, credit=credit,
                film=version.media.get("video", ""),
            )  # fmt: skip
            done = held.done or complete_watching(enrolment, activity, version, seen, at)
            return Report(True, seen, done)
    raise Implausible(_("Phần xem gửi lên nhiều hơn thời gian đã trôi qua nên chưa được tính."))


def _read(spans: Sequence[Sequence[float]]) -> list[arithmetic.Span]:
    """The spans as numbers, or a refusal: nothing of a malformed report is stored."""
    try:
        pairs = [(float(start), float(end)) for start, end in spans]
    except (TypeError, ValueError):
        raise DomainError(_("Báo cáo phần đã xem không đúng dạng.")) from None
    if len(pairs) > MOST_SPANS or not all(math.isfinite(edge) for pair in pairs for edge in pair):
        raise DomainError(_("Báo cáo phần đã xem không đúng dạng."))
    return arithmetic.union(pairs)


def _held(enrolment: Enrolment, activity: Activity, report: UUID, at: datetime) -> span_rows.Held:
    held = span_rows.hold(enrolment, activity, report)
    if held is None:  # the page was never opened: this is the first view
        open_activity(enrolment=enrolment, activity=activity, at=at)
        held = span_rows.hold(enrolment, activity, report)
    assert held is not None
    return held


def _add(
    held: span_rows.Held, now: Watching, claimed: Sequence[arithmetic.Span], position: float, at: datetime
) -> tuple[Watching, float] | None:
    """The union with the claim and the credit left, or None when so much cannot have been played since."""
    joined = arithmetic.union(now.spans, arithmetic.clamp(claimed, now.duration))
    fresh = arithmetic.length(joined) - now.seconds
    elapsed = max(0.0, (at - held.reported_at).total_seconds())
    if not arithmetic.plausible(fresh, elapsed, held.credit):
        return None
    credit = arithmetic.credit_after(fresh, elapsed, held.credit)
    return Watching(joined, now.duration, now.share, _position(position, now)), credit


def _position(position: float, now: Watching) -> float:
    return min(max(0.0, position), now.duration) if math.isfinite(position) else now.position
