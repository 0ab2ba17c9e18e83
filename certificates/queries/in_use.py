"""What of the learning record certificates rest on (settings.EVENTS_IN_USE)."""

from collections.abc import Sequence

from certificates.models import Certificate
from courses.models import LearningEvent


def certificates_resting_on(events: Sequence[int]) -> int:
    """How many certificates that stand name one of these events (keys) as their ground; revoked ones stand on nothing."""
    facts = dict(LearningEvent.objects.filter(pk__in=events).values_list("uuid", "enrolment_id"))
    named = {str(uuid) for uuid in facts}
    rows = Certificate.objects.filter(
        enrolment__in=set(facts.values()), revocation__isnull=True, replaced__isnull=True
    )
    return sum(1 for said in rows.values_list("facts", flat=True) if named & set(said.get("events", ())))
