"""Who has something on record that nobody else may take away (settings.PEOPLE_IN_USE)."""

from collections.abc import Iterable

from common.bulk import in_pieces
from courses.models.record import EventKind, LearningEvent


def people_who_learned(people: Iterable[int]) -> set[int]:
    """Those of the people (keys) with more on record than that a standing order enrolled them."""
    found: set[int] = set()
    for piece in in_pieces(people):
        events = LearningEvent.objects.filter(enrolment__learner__in=piece).exclude(kind=EventKind.ENROLLED)
        found |= set(events.values_list("enrolment__learner_id", flat=True))
    return found
