"""Whom classes have brought through their course, as the record says; each person once a class."""

from collections.abc import Collection

from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from courses.models import LearningEvent, Seat, TrainingSession
from courses.models.record import EventKind

LEARNER = Coalesce("enrolment__learner__merged_into", "enrolment__learner")


def trained_by(sessions: Collection[int]) -> dict[int, set[int]]:
    """The people (keys) of each class (key) who have it on record whole; two queries, found from the seats."""
    classes = TrainingSession.objects.filter(pk__in=sessions)
    keys = {str(uuid): pk for pk, uuid in classes.order_by().values_list("pk", "uuid")}
    gone = LearningEvent.objects.filter(kind=EventKind.RETRACTED)
    facts = LearningEvent.objects.filter(
        kind=EventKind.SESSION_ATTENDED, activity__isnull=True,
        enrolment__learner__in=Seat.objects.filter(session__in=sessions).values("person"),
        enrolment__course__in=classes.order_by().values("release__course"),
    ).exclude(pk__in=gone.filter(corrects__isnull=False).values("corrects"))  # fmt: skip
    found: dict[int, set[int]] = {key: set() for key in keys.values()}
    for told, person in (
        facts.order_by()
        .annotate(told=KT("evidence__session"), learner=LEARNER)
        .values_list("told", "learner")
    ):
        if told in keys:
            found[keys[told]].add(person)
    return found
