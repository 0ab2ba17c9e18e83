"""Batches that nobody works on: sent again, light enough for the timetable."""

from certificates.services.batches.lease import open_batches
from common import nudges
from common.leases import Watch

AT_ONCE = 5


def send_waiting(watch: Watch) -> int:
    """Nudge a worker for each batch that waits or has lost its own; a message too many does no harm."""
    found = list(open_batches(watch()).order_by("asked_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        nudges.send("certificate_batch_waits", pk)
    return len(found)
