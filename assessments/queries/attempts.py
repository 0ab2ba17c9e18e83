"""Whose attempt it is, and at which test; never write."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from assessments.models import (
    Attempt,
    Quiz,
)
from common.prepared import Prepared
from courses.models import Enrolment
from people.queries.identity import same_person

_QUIZ = Prepared(lambda uuid: Quiz.objects.filter(activity__uuid=uuid).select_related("activity"))


def quiz_at(activity_uuid: UUID) -> Quiz | None:
    """The test that hangs on this activity."""
    return _QUIZ.object(activity_uuid)


def _ask_enrolment(person: Any, activity: Any) -> QuerySet[Enrolment]:
    mine = Enrolment.objects.filter(learner=person, release__items__activity__uuid=activity)
    return mine.select_related("course").order_by("-enrolled_at", "-pk")[:1]


_ENROLMENT = Prepared(_ask_enrolment)


def enrolment_with(person_id: int | None, activity_uuid: UUID) -> Enrolment | None:
    """The learner's enrolment whose release holds the activity, the newest if several."""
    return None if person_id is None else _ENROLMENT.object(person_id, activity_uuid)


def own_attempts(person_id: int | None) -> QuerySet[Attempt]:
    """The attempts of one person, also those of a record merged into theirs: nobody else's can be reached through this."""
    return Attempt.objects.filter(enrolment__learner__in=same_person(person_id))


def _ask_own(person: Any, attempt: Any) -> QuerySet[Attempt]:
    return own_attempts(person).filter(uuid=attempt).select_related("quiz__activity", "enrolment__course")


_OWN = Prepared(_ask_own)


def own_attempt(person_id: int | None, uuid: UUID) -> Attempt | None:
    """One of them with all that its page names."""
    return None if person_id is None else _OWN.object(person_id, uuid)
