"""The real import: judged whole, written step by step, each step a transaction of its own.

Killed anywhere, the next worker judges the file again against people as they were before (the steps' images say so)
and goes on with the first step that is missing: the result is that of an undisturbed import.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import DomainError
from common.leases import Lease
from people.models import AuditEntry, Roster
from people.models.roster import State
from people.resources.checking import Examined, file_of, tick_of
from people.resources.drafts import Draft
from people.resources.endings import end_posts
from people.resources.images import Image, as_before, images_of
from people.resources.mappings import remember
from people.resources.outcomes import outcomes_of
from people.resources.resource import RosterResource
from people.resources.writing import ChangedMeanwhile, write_people
from people.rosters.reading import Reading, read_roster
from people.services import audit
from people.services.rosters import drop_file, replace_rows, summary
from people.services.staff_codes import StaffCodes

log = logging.getLogger(__name__)
ROWS_A_STEP = 1_000
PATIENCE = 5  # how often people may be changed under our hands before we say so


def apply_in_steps(
    lease: Lease[Roster], *, at: datetime | None = None, keep_file: bool = True, reporting: bool = False
) -> Reading:
    """Take the people over; `keep_file` leaves the file to whoever makes the result workbook and then deletes it."""
    roster = lease.row
    lease.say("read", 0, 0)
    data, choices = file_of(roster), roster.chosen
    for _attempt in range(PATIENCE):
        # Rows carry what an earlier judgement said of them: read them anew.
        reading = read_roster(data, file_name=roster.file_name, as_of=roster.as_of, choices=choices)
        examined = Examined(reading, _judged(lease, reading, reporting), choices)
        try:
            _write_all(lease, examined)
            _finish(lease, examined, at=at or lease.watch(), keep_file=keep_file)
        except (ChangedMeanwhile, IntegrityError):
            # Somebody was at one of these people: judge again, what is written stays.
            log.warning("roster %s is judged again", roster.uuid, exc_info=True)
            continue
        return reading
    raise DomainError(_("Dữ liệu cán bộ đang được sửa cùng lúc. Hãy bấm Thử lại sau ít phút."))


def _judged(lease: Lease[Roster], reading: Reading, reporting: bool) -> RosterResource:
    """The whole file judged against people as they were before its first step, whoever is written already."""
    roster = lease.row
    images = images_of(roster)
    before = {image.person: image for image in images if not image.is_new}

    def restore(draft: Draft) -> Draft:
        image = before.get(draft.key)
        return as_before(draft, image) if image else draft

    asked_at = roster.asked_at
    assert asked_at
    resource = RosterResource(
        reading, as_of=roster.as_of, at=asked_at, by=roster.asked_by, reporting=reporting,
        made={image.person for image in images if image.is_new}, restore=restore if before else None,
    )  # fmt: skip
    resource.judge(tick_of(lease, len(reading.rows)))
    _give_keys(resource, images)
    return resource


def _give_keys(resource: RosterResource, images: list[Image]) -> None:
    """People whom an earlier attempt made have their keys already: later rows of the file speak of them."""
    made = {image.first: image.person for image in images if image.is_new}
    for draft in resource.seen if made else ():
        if draft.is_new:
            draft.pk = made.get(draft.first)


def _write_all(lease: Lease[Roster], examined: Examined) -> None:
    total = len(examined.reading.rows)
    codes = StaffCodes()
    by_step: dict[int, list[Draft]] = {}
    for draft in examined.resource.seen:
        by_step.setdefault(draft.first // ROWS_A_STEP, []).append(draft)
    written = lease.row.batches.filter(undone_at=None).count()  # steps are written in order, without a gap
    for step in range(written, -(-total // ROWS_A_STEP)):
        write_step(lease, examined, by_step.get(step, []), step * ROWS_A_STEP, codes)


def write_step(
    lease: Lease[Roster], examined: Examined, drafts: list[Draft], start: int, codes: StaffCodes
) -> None:
    """One transaction: the lease, the people, the images and the rows' outcomes, all or nothing."""
    roster, total = lease.row, len(examined.reading.rows)
    end = min(start + ROWS_A_STEP, total)
    with transaction.atomic():
        lease.step("write", end, total)
        assert roster.asked_at
        write_people(
            roster, drafts, start=start, end=end, codes=codes, made_at=roster.asked_at, at=lease.watch()
        )
        replace_rows(roster, list(outcomes_of(examined.resource, examined.choices, start, end)))


def _finish(lease: Lease[Roster], examined: Examined, *, at: datetime, keep_file: bool) -> None:
    roster = lease.row
    with transaction.atomic():
        roster.total = len(examined.reading.rows)
        lease.step("write", roster.total, roster.total)
        ended = end_posts(roster, lease, at=at)
        totals = summary(examined.reading) | _kept_totals(roster) | {"ended": ended}
        remember(examined.reading, examined.choices, by=roster.asked_by, at=at)
        audit.record("roster_applied", kind=AuditEntry.Kind.CHANGE, by=roster.asked_by, at=at,
                     count=totals["created"] + totals["updated"] + ended, detail=_detail(roster, totals))  # fmt: skip
        lease.finish(State.APPLIED, totals=totals, applied_at=at, applied_by=roster.asked_by)
        if keep_file:
            nudges.send("roster_waits", roster.pk)  # the result workbook, then the file goes
        else:
            drop_file(roster)
        nudges.send("people_changed")


def _kept_totals(roster: Roster) -> dict[str, Any]:
    return {name: roster.totals[name] for name in ("remembered_columns",) if name in roster.totals}


def _detail(roster: Roster, totals: dict[str, Any]) -> dict[str, Any]:
    counts = {name: totals[name] for name in ("data_rows", "created", "updated", "rejected", "ended")}
    return {"roster": str(roster.uuid), "file": roster.file_name, "as_of": roster.as_of.isoformat()} | counts
