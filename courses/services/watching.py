"""Watching is measured, not claimed: reports of played spans become a union, and the union a completion."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError, Implausible
from courses.models import Activity, ActivityVersion, Enrolment, ReleaseItem, WatchedSpans
from courses.queries.lesson import Watching, item_of, watching
from courses.reckoning import Refusal, Refused, Tally, reckon
from courses.services import anomalies, span_rows
from courses.services.completion import complete_watching, share_of
from courses.spans import Allowance, Span
from courses.wire import Played


@dataclass(frozen=True)
class Outcome:
    """The answer to a player: the union as it now stands, and what became of each report."""

    watching: Watching
    completed: bool
    accepted: list[UUID] = field(default_factory=list)
    replayed: list[UUID] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    row: int = 0  # where the union is stored

    @property
    def spans(self) -> list[Span]:
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


def report_batch(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    reports: Sequence[Played],
    at: datetime,
    item: ReleaseItem | None = None,
    film: str | None = None,
) -> Outcome:
    """Add what a player says it played since its last reports; each uuid counts once, wherever it is sent again.

    New seconds may not exceed the server's time at the rate told (docs/learning-record.md): such a report is refused,
    kept as refused and may be sent again under its uuid. When the rule is met, one event is appended. `film` is the
    one that the player showed; `item` saves a query when the caller has it.
    """
    share = share_of(item or item_of(enrolment, activity))
    if film is not None and film != version.media.get("video", ""):
        return _other_film(enrolment, activity, version, reports, share)
    with transaction.atomic():
        held = _held(enrolment, activity, reports[0].uuid, at)
        now = watching(held, version, share)
        known = span_rows.accepted_before(held, [report.uuid for report in reports])
        tally = reckon(_before(held, now, at), reports, known)
        anomalies.note_refused(enrolment, activity, tally.refused, at)
        span_rows.keep_refused(enrolment, activity, tally.refused, at)
        if not tally.changed:
            return _outcome(now, tally, held.done, held.pk)
        anomalies.settle(enrolment, activity, tally.accepted)
        span_rows.keep_accepted(enrolment, activity, tally.accepted, at)
        seen = Watching(tally.spans, now.duration, share, tally.position)
        span_rows.store(held, tally, at=at, film=version.media.get("video", ""))
        done = held.done or complete_watching(enrolment, activity, version, seen, at)
        return _outcome(seen, tally, done, held.pk)


def report_spans(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    report: Played,
    at: datetime,
    item: ReleaseItem | None = None,
) -> Outcome:
    """One report by itself; a refusal is raised (Implausible), after it was kept as refused."""
    outcome = report_batch(
        enrolment=enrolment, activity=activity, version=version, reports=[report], at=at, item=item
    )
    if outcome.refused:
        raise Implausible(sentence(outcome.refused[0].reason))
    return outcome


def sentence(reason: Refusal) -> str:
    """Why a report was not counted, for whoever watches."""
    return {
        Refusal.TOO_MUCH: _("Phần xem gửi lên nhiều hơn thời gian đã trôi qua nên chưa được tính."),
        Refusal.OUTSIDE: _("Phần xem gửi lên nằm ngoài độ dài video nên không được tính."),
        Refusal.MALFORMED: _("Báo cáo phần đã xem không đúng dạng."),
        Refusal.OTHER_FILM: _("Video của bài vừa được thay. Hãy tải lại trang để xem video mới."),
    }[reason]


def _before(held: span_rows.Held, now: Watching, at: datetime) -> Tally:
    allowance = Allowance(
        elapsed=max(0.0, (at - held.reported_at).total_seconds()),
        since_opened=max(0.0, (at - held.opened_at).total_seconds()),
        credit=held.credit,
        counted=now.seconds,
    )
    return Tally(now.spans, now.duration, now.position, allowance)


def _outcome(seen: Watching, tally: Tally, done: bool, row: int) -> Outcome:
    accepted = [report.uuid for report in tally.accepted]
    return Outcome(seen, done, accepted, list(tally.replayed), list(tally.refused), row)


def _other_film(
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    reports: Sequence[Played],
    share: float,
) -> Outcome:
    """Seconds of the film before are not seconds of this one."""
    row = WatchedSpans.objects.filter(enrolment=enrolment, activity=activity).first()
    refused = [Refused(report, Refusal.OTHER_FILM) for report in reports]
    return Outcome(watching(row, version, share), False, refused=refused)


def _held(enrolment: Enrolment, activity: Activity, report: UUID, at: datetime) -> span_rows.Held:
    held = span_rows.hold(enrolment, activity, report)
    if held is None:  # the page was never opened: this is the first view
        open_activity(enrolment=enrolment, activity=activity, at=at)
        held = span_rows.hold(enrolment, activity, report)
    if held is None:
        raise DomainError(_("Bài này không có trong khóa học của bạn."), status=404)
    return held
