"""When an activity is done: the one event that says so."""

from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Activity, ActivityProgress, ActivityVersion, Enrolment, ReleaseItem
from courses.models.record import EventKind
from courses.queries.film_questions import Asked, asked_of, questions_of
from courses.queries.lesson import Watching, item_of
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
    """Append the one event when enough was seen and answered; whether the activity is done by it."""
    asked = asked_in_film(enrolment, activity, version) if seen.enough else None
    if not seen.enough or (asked and asked.left):
        return False
    evidence = {
        "rule": "watch",
        "seconds": round(seen.seconds, 1),
        "duration": seen.duration,
        "share": seen.share,
        **({"questions": asked.evidence} if asked else {}),
    }
    record_completion(enrolment, activity, version, evidence, at)
    return done_rows(enrolment, activity).exists()


def asked_in_film(enrolment: Enrolment, activity: Activity, version: ActivityVersion) -> Asked | None:
    """The questions that this learner's release demands, with the answers so far; None when it demands none."""
    item = item_of(enrolment, activity)
    if item is None or not item.rule.get("questions"):
        return None
    return asked_of(enrolment, item, activity, questions_of(version))


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
