"""Who has a class of a day, or a whole course, on record already: what keeps anybody from being counted twice."""

from collections.abc import Iterable
from datetime import date

from common.bulk import in_pieces
from common.clock import local_day
from courses import rules
from courses.models import Course, Enrolment, EnrolmentProgress
from courses.models.progress import State
from courses.queries.folding import events_of


def attended_on(people: Iterable[int], course: Course, day: date) -> set[int]:
    """Those of the people (keys) whose record says that they attended a class of the course ending that day."""
    found: set[int] = set()
    for piece in in_pieces(people, 1_000):
        enrolments = dict(
            Enrolment.objects.filter(course=course, learner__in=piece).values_list("pk", "learner_id")
        )
        found |= {enrolments[key] for key in enrolments_attended_on(enrolments, day)}
    return found


def enrolments_attended_on(enrolments: Iterable[int], day: date) -> set[int]:
    """The same of enrolments (keys); what was retracted is no attendance."""
    return {
        key
        for key, events in events_of(enrolments).items()
        if any(
            event.kind == rules.SESSION_ATTENDED
            and not event.activity
            and local_day(event.occurred_at) == day
            for event in rules.effective(events)
        )
    }


def already_learnt(people: Iterable[int], course: Course) -> set[int]:
    """Those of the people who have completed the course, in whichever way."""
    found: set[int] = set()
    for piece in in_pieces(people):
        rows = EnrolmentProgress.objects.filter(
            enrolment__course=course, enrolment__learner__in=piece, state=State.COMPLETED
        )
        found |= set(rows.values_list("enrolment__learner_id", flat=True))
    return found
