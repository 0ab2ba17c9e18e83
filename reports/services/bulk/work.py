"""One deed from its claim to its end, a piece a transaction: killed anywhere, it goes on where it stopped."""

from django.db import transaction

from common.clock import local_day
from common.leases import Lease, Watch
from people.queries.tree import UnitTree
from people.scope import require
from reports.models import BulkDeed, BulkLine, JobState
from reports.services import jobs
from reports.services.bulk.doing import do
from reports.services.bulk.examining import RIGHT, examine
from reports.services.bulk.undoing import undo_piece

Line = BulkLine.State
PIECE = 200
COLUMNS = ["state", "why", "enrolment", "event", "due_before"]


def run(pk: int, watch: Watch) -> bool:
    """Do this deed, unless somebody else does."""
    return jobs.run(BulkDeed, pk, watch, _work)


def _work(lease: Lease[BulkDeed]) -> None:
    require(lease.row.asked_by, RIGHT)  # whoever lost the right since has nothing done in their name
    tree = UnitTree.load()
    while _piece(lease, tree):
        pass
    over = {"undone_at": lease.watch()} if lease.row.undoing else {}
    lease.finish(JobState.DONE, **over)


def _piece(lease: Lease[BulkDeed], tree: UnitTree) -> bool:
    """The next lines and what is done to them stand together or not at all; False when there are none."""
    deed = lease.row
    waiting = deed.lines.filter(state=Line.DONE if deed.undoing else Line.IN)
    with transaction.atomic():
        at = lease.watch()
        left = waiting.count()
        lease.step("undo" if deed.undoing else "do", max(deed.total - left, 0), deed.total)
        rows = waiting.select_related("person", "enrolment__release", "enrolment__progress", "event")
        lines = list(rows.order_by("position")[:PIECE])
        if lines and deed.undoing:
            undo_piece(deed, lines, at)
        elif lines:
            _do(lease, lines, tree)
        BulkLine.objects.bulk_update(lines, COLUMNS, batch_size=PIECE)
    return bool(lines)


def _do(lease: Lease[BulkDeed], lines: list[BulkLine], tree: UnitTree) -> None:
    """Asked again: who has finished since the preview is passed over, and said."""
    deed, at = lease.row, lease.watch()
    found = examine(deed, [line.person_id for line in lines], at, tree, local_day(at))
    for line in lines:
        line.why = found.why.get(line.person_id, "")
        line.state = Line.SKIPPED if line.why else Line.DONE
    do(deed, [line for line in lines if not line.why], found, at)
