"""Watching is measured, not claimed: reports of played spans become a union, and the union a completion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError, Implausible
from courses import spans as arithmetic
from courses.models import (
    Activity,
    ActivityProgress,
    ActivityVersion,
    Enrolment,
    ReleaseItem,
    WatchedSpans,
)
from courses.models.record import EventKind
from courses.queries.lesson import Watching, item_of, watching
from courses.services import span_rows
from courses.services.record import append_event

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
    share = _share(item or item_of(enrolment, activity))
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
            done = held.done or _complete(enrolment, activity, version, seen, at)
            return Report(True, seen, done)
    raise Implausible(_("Phần xem gửi lên nhiều hơn thời gian đã trôi qua nên chưa được tính."))


def finish_activity(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    at: datetime,
    item: ReleaseItem | None = None,
) -> None:
    """What the button at the end asks; the rule decides, a refusal (Conflict) names what is missing."""
    item = item or item_of(enrolment, activity)
    kind = item.rule.get("kind") if item else None
    if _done(enrolment, activity).exists():
        return
    if kind == "read":
        finish_reading(enrolment=enrolment, activity=activity, version=version, at=at, item=item)
    elif kind == "watch":
        _finish_watching(enrolment, activity, version, at, item)
    else:
        raise Conflict(_("Bài này chỉ hoàn thành khi bạn đạt bài kiểm tra."))


@transaction.atomic
def finish_reading(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    at: datetime,
    item: ReleaseItem | None = None,
) -> None:
    """Record a text as read; refused (Conflict) until the minimum reading time has passed since opening."""
    item = item or item_of(enrolment, activity)
    row = WatchedSpans.objects.select_for_update().filter(enrolment=enrolment, activity=activity).first()
    if item is None or row is None:
        raise Conflict(_("Hãy mở và đọc bài trước đã."))
    if _done(enrolment, activity).exists():
        return
    passed = (at - row.opened_at).total_seconds()
    left = math.ceil(float(item.rule.get("seconds", 0)) - passed)
    if left > 0:
        raise Conflict(_("Bài này cần ít nhất %(left)s giây đọc nữa.") % {"left": left})
    _record(enrolment, activity, version, {"rule": "read", "seconds": round(passed)}, at)


def _finish_watching(
    enrolment: Enrolment, activity: Activity, version: ActivityVersion, at: datetime, item: ReleaseItem | None
) -> None:
    with transaction.atomic():
        row = WatchedSpans.objects.select_for_update().filter(enrolment=enrolment, activity=activity).first()
        seen = watching(row, version, _share(item))
        if not _complete(enrolment, activity, version, seen, at):
            raise Conflict(missing_sentence(seen))


def missing_sentence(seen: Watching) -> str:
    """How much of the film is still to be played, in words."""
    from common.vietnamese import format_clock, format_percent

    return _("Bạn mới xem thật %(seen)s trong %(whole)s. Còn thiếu %(missing)s để đủ %(goal)s.") % {
        "seen": format_clock(seen.seconds),
        "whole": format_clock(seen.duration),
        "missing": format_clock(math.ceil(seen.missing)),
        "goal": format_percent(seen.goal_percent),
    }


def _read(spans: Sequence[Sequence[float]]) -> list[arithmetic.Span]:
    """The spans as numbers, or a refusal: nothing of a malformed report is stored."""
    try:
        pairs = [(float(start), float(end)) for start, end in spans]
    except (TypeError, ValueError):
        raise DomainError(_("Báo cáo phần đã xem không đúng dạng.")) from None
    if len(pairs) > MOST_SPANS or not all(math.isfinite(edge) for pair in pairs for edge in pair):
        raise DomainError(_("Báo cáo phần đã xem không đúng dạng."))
    return arithmetic.union(pairs)


def _share(item: ReleaseItem | None) -> float:
    if item is None:
        raise DomainError(_("Bài này không có trong khóa học của bạn."), status=404)
    return float(item.rule.get("share", 1))


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


def _done(enrolment: Enrolment, activity: Activity) -> QuerySet[ActivityProgress]:
    return ActivityProgress.objects.filter(enrolment=enrolment, activity=activity)


def _complete(
    enrolment: Enrolment, activity: Activity, version: ActivityVersion, seen: Watching, at: datetime
) -> bool:
    """Append the one event when enough was seen; whether the activity is done by it."""
    if not seen.enough:
        return False
    evidence = {
        "rule": "watch",
        "seconds": round(seen.seconds, 1),
        "duration": seen.duration,
        "share": seen.share,
    }
    _record(enrolment, activity, version, evidence, at)
    return _done(enrolment, activity).exists()


def _record(
    enrolment: Enrolment, activity: Activity, version: ActivityVersion, evidence: dict[str, Any], at: datetime
) -> None:
    """One event a version: a second tab replays the same uuid, and a retracted completion stays retracted."""
    append_event(
        enrolment=enrolment,
        kind=EventKind.ACTIVITY_COMPLETED,
        activity=activity,
        version=version.number,
        occurred_at=at,
        recorded_at=at,
        evidence=evidence,
        uuid=uuid5(enrolment.uuid, f"{activity.uuid}/{version.number}"),
    )
