"""What could not be counted is counted here, for HR to look at; nothing is taken from anybody."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Activity, Enrolment, SpanReport, WatchAnomaly
from courses.reckoning import Refusal, Refused
from courses.wire import Played
from people.models import Account, AuditEntry
from people.services import audit

Kind = WatchAnomaly.Kind
KEPT = timedelta(days=90)  # of the detail; the count stays
SHOWN_SPANS = 3


@transaction.atomic
def note(
    *,
    learner_id: int,
    kind: str,
    at: datetime,
    activity: Activity | None = None,
    count: int = 1,
    detail: dict[str, Any] | None = None,
) -> None:
    """Count it once more; the first time makes the row, also when two reports come at one moment."""
    subject = str(activity.uuid) if activity else ""
    named = {"learner_id": learner_id, "subject": subject, "kind": Kind(kind)}
    fresh = WatchAnomaly(**named, activity=activity, count=0, first_at=at, last_at=at)
    WatchAnomaly.objects.bulk_create([fresh], ignore_conflicts=True)
    WatchAnomaly.objects.filter(**named).update(count=F("count") + count, last_at=at, detail=detail or {})


def note_refused(enrolment: Enrolment, activity: Activity, refused: Sequence[Refused], at: datetime) -> None:
    """Each refused report once, however often it is sent; a film that was changed is nobody's doing.

    Call it before the reports are kept.
    """
    if not refused:
        return
    known = set(_kept_as_refused([one.report.uuid for one in refused]).values_list("uuid", flat=True))
    for one in refused:
        if one.reason != Refusal.OTHER_FILM and one.report.uuid not in known:
            note(
                learner_id=enrolment.learner_id,
                kind=one.reason,
                at=at,
                activity=activity,
                detail=_detail(one),
            )


def settle(enrolment: Enrolment, activity: Activity, accepted: Iterable[Played]) -> None:
    """What was refused as too much and is believed now is said to be so; call it before the reports are kept."""
    again = [report.uuid for report in accepted if report.kept]
    number = _kept_as_refused(again).filter(enrolment=enrolment, activity=activity).count() if again else 0
    if number:
        rows = WatchAnomaly.objects.filter(
            learner=enrolment.learner_id, subject=str(activity.uuid), kind=Kind.TOO_MUCH
        )
        rows.update(settled=Least(F("settled") + number, F("count")))


@transaction.atomic
def review(*, anomaly: WatchAnomaly, note: str, at: datetime, by: Account) -> None:
    """Somebody has looked at it and says what came out; what happens later opens it again."""
    if not note.strip():
        raise DomainError(_("Hãy ghi ngắn gọn đã hỏi ai và kết quả thế nào."))
    anomaly.reviewed_at, anomaly.reviewed_by, anomaly.note = at, by, note.strip()[:500]
    anomaly.save(update_fields=["reviewed_at", "reviewed_by", "note"])
    audit.record(
        "watch_anomaly_reviewed", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=anomaly.learner,
        detail={"title": anomaly.activity.title if anomaly.activity else "", "reason": anomaly.note},
    )  # fmt: skip


def forget_details(*, at: datetime) -> int:
    """After 90 days only the counts stay; returns of how many the detail went."""
    return WatchAnomaly.objects.filter(last_at__lt=at - KEPT).exclude(detail={}).update(detail={})


def _kept_as_refused(uuids: Sequence[UUID]) -> QuerySet[SpanReport]:
    return SpanReport.objects.filter(uuid__in=uuids, accepted=False)


def _detail(one: Refused) -> dict[str, Any]:
    shown = [[round(edge, 2) for edge in span] for span in one.report.spans[:SHOWN_SPANS]]
    return {"seconds": round(one.seconds, 1), "spans": shown}
