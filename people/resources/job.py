"""One piece of work on a roster from claim to end; refusals become a sentence on its row."""

from common import nudges
from common.leases import Lease, Watch, carry
from people.models import Roster
from people.models.roster import State
from people.resources.applying import apply_in_steps
from people.resources.checking import check_in_background
from people.resources.lease import claim, open_rosters, written_rows
from people.resources.result_file import keep_result
from people.resources.undoing import undo_in_steps

AT_ONCE = 10  # messages a round: what is left keeps its row and comes with a later round


def run(pk: int, watch: Watch) -> bool:
    """Do what the roster waits for, unless somebody else does; True if it was worked on."""
    if Roster.objects.filter(pk=pk, state=State.APPLIED).exclude(file="").exists():
        keep_result(Roster.objects.get(pk=pk), at=watch())
        return True
    lease = claim(pk, watch)
    if lease is None:
        return False
    return carry(lease, _work, _fail)


def waiting(watch: Watch) -> list[int]:
    """Rosters that wait, have lost their worker, or are applied and still have their file; the oldest first."""
    waits = list(open_rosters(watch()).order_by("asked_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    filed = Roster.objects.filter(state=State.APPLIED).exclude(file="").order_by("applied_at")
    return waits + list(filed.values_list("pk", flat=True)[:AT_ONCE])


def send_waiting(watch: Watch) -> int:
    """Nudge a worker for each; a message too many does no harm."""
    found = waiting(watch)
    for pk in found:
        nudges.send("roster_waits", pk)
    return len(found)


def _work(lease: Lease[Roster]) -> None:
    state = lease.row.state
    if state == State.READING:
        check_in_background(lease)
    elif state == State.UNDOING:
        undo_in_steps(lease)
    else:
        apply_in_steps(lease)
    if state != State.READING:
        send_waiting(lease.watch)


def _fail(lease: Lease[Roster], reason: str) -> None:
    lease.finish(State.FAILED, reason=reason, done=written_rows(lease.row))
