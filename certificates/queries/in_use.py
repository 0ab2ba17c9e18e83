"""What of the learning record certificates rest on (settings.EVENTS_IN_USE)."""

from collections.abc import Sequence

from certificates.models import Certificate
from courses.models import LearningEvent


def certificates_resting_on(events: Sequence[int]) -> int:
    """How many certificates name one of these events (keys) as their ground."""
    facts = dict(LearningEvent.objects.filter(pk__in=events).values_list("uuid", "enrolment_id"))
    named = {str(uuid) for uuid in facts}
    rows = Certificate.objects.filter(enrolment__in=set(facts.values())).values_list("facts", flat=True)
    return sum(1 for said in rows if named & set(said.get("events", ())))
