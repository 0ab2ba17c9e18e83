"""When an activity is done: the one event that says so."""

from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Activity, ActivityProgress, ActivityVersion, Enrolment, ReleaseItem
from courses.models.record import EventKind
from courses.queries.lesson import Watching
from courses.services.record import append_event


def share_of(item: ReleaseItem | None) -> float:
    """The share of the film that the item asks for; an activity outside the learner's release is not found."""
    if item is None:
        raise DomainError(_("Bài này không có trong khóa học của bạn."), status=404)
    return float(item.rule.get("share", 1))


def done_rows(enrolment: Enrolment, activity: Activity) -> QuerySet[ActivityProgress]:
    """Holds one row when the activity is done in this enrolment, else none."""
    return ActivityProgress.objects.filter(enrolment=enrolment, activity=activity)


def complete_watching(
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
    record_completion(enrolment, activity, version, evidence, at)
    return done_rows(enrolment, activity).exists()


def record_completion(
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
