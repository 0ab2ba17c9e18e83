"""What is made up online: which lessons of a release somebody has learnt otherwise, what is open, who is due."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses import rules
from courses.models import Enrolment, LearningEvent, MakeUp, ReleaseItem
from courses.models.session import SessionState
from courses.queries.folding import events_of

Learnt = dict[int, dict[int, datetime]]


def learnt_elsewhere(enrolments: Collection[Enrolment], session: str) -> Learnt:
    """By enrolment: lessons done by any fact but those of this class, with the moment; three queries.

    Facts of the class are left out: they are what is being worked out.
    """
    least = _least({one.release_id for one in enrolments})
    facts = events_of([one.pk for one in enrolments])
    return {
        one.pk: _learnt(facts.get(one.pk, ()), least.get(one.release_id, {}), session) for one in enrolments
    }


def _learnt(events: Iterable[rules.Event], least: dict[int, int], session: str) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for event in rules.effective(events):
        if (
            event.kind in rules.LEARNING
            and event.activity in least
            and event.evidence.get("session") != session
        ):
            enough = event.version is None or event.version >= least[event.activity]
            found.update({} if not enough or event.activity in found else {event.activity: event.occurred_at})
    return found


def _least(releases: Collection[int]) -> dict[int, dict[int, int]]:
    """The least version of each lesson of these releases."""
    found: dict[int, dict[int, int]] = {}
    rows = ReleaseItem.objects.filter(release__in=releases)
    for release, activity, least in rows.values_list("release_id", "activity_id", "minimum_version"):
        found.setdefault(release, {})[activity] = least
    return found


def lessons_in(releases: Collection[int]) -> dict[int, set[int]]:
    """The lessons of each release."""
    return {release: set(lessons) for release, lessons in _least(releases).items()}


def open_make_ups() -> QuerySet[MakeUp]:
    """Asked for and neither learnt nor dropped, of classes that are closed."""
    rows = MakeUp.objects.filter(done_at__isnull=True, dropped_at__isnull=True)
    return rows.filter(seat__session__state=SessionState.CLOSED)


def made_up_meanwhile() -> QuerySet[MakeUp]:
    """Of these, the ones whose lesson the record has."""
    person = Q(enrolment__learner=OuterRef("seat__person")) | Q(
        enrolment__learner__merged_into=OuterRef("seat__person")
    )
    gone = LearningEvent.objects.filter(kind=rules.RETRACTED, corrects=OuterRef("pk"))
    learnt = LearningEvent.objects.filter(
        person, ~Exists(gone), activity=OuterRef("activity"), kind__in=rules.LEARNING
    )
    return open_make_ups().filter(Exists(learnt)).order_by("pk")


def make_ups_of(person_id: int) -> QuerySet[MakeUp]:
    """What somebody has to make up, the nearest day first."""
    rows = open_make_ups().filter(seat__person=person_id).select_related("activity", "seat__session")
    return rows.order_by("due_on", "pk")
