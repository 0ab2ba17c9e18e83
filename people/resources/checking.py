"""The forecast: a file comes in, is read and judged, and what applying it would do is kept; no person is touched."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import Conflict, DomainError
from common.leases import Lease
from people.models import Account, AuditEntry, Roster
from people.models.roster import State
from people.queries.rosters import previous_roster
from people.resources.impact import change_of, covered_units
from people.resources.mappings import layout_of, remembered
from people.resources.outcomes import outcomes_of
from people.resources.resource import RosterResource, Tick
from people.rosters.book import refuse_large
from people.rosters.choices import Choices
from people.rosters.reading import Reading, read_roster
from people.scope import require_hr
from people.services import audit
from people.services.rosters import require_past, store_rows, summary

BYTES_A_ROW = 150  # of a packed workbook
RECHECKED = (State.CHECKED, State.READING, State.FAILED)


@dataclass
class Examined:
    """A file read and judged, with the choices that held: the clerk's, and columns known from an earlier roster."""

    reading: Reading
    resource: RosterResource
    choices: Choices
    remembered: list[str] = field(default_factory=list)


def submit_roster(
    data: bytes,
    *,
    file_name: str,
    as_of: date,
    at: datetime,
    by: Account | None,
    choices: Choices | None = None,
) -> Roster:
    """Take a file in: a small one is checked now, a large one by a worker. Unreadable: DomainError, nothing kept."""
    if _is_quick(len(data)):
        return dry_run_roster(data, file_name=file_name, as_of=as_of, at=at, by=by, choices=choices)[0]
    require_right(by)
    require_past(as_of, at)
    refuse_large(len(data))
    with transaction.atomic():
        roster = store_file(data, file_name, as_of, at, by)
        Roster.objects.filter(pk=roster.pk).update(
            state=State.READING, choices=choices.as_json() if choices else {}
        )
        nudges.send("roster_waits", roster.pk)
    roster.refresh_from_db()
    return roster


def dry_run_roster(
    data: bytes,
    *,
    file_name: str,
    as_of: date,
    at: datetime,
    by: Account | None,
    choices: Choices | None = None,
    reporting: bool = True,
) -> tuple[Roster, Reading]:
    """The whole forecast in this process; `reporting` keeps the person after every row for the report."""
    require_right(by)
    require_past(as_of, at)
    roster = Roster(file_name=file_name[:255], as_of=as_of, uploaded_at=at, uploaded_by=by)
    examined = examine(data, roster, choices or Choices(), at=at, by=by, reporting=reporting)
    with transaction.atomic():
        roster = store_file(data, file_name, as_of, at, by)
        _store_forecast(roster, examined)
    return roster, examined.reading


def recheck_roster(roster: Roster, *, choices: Choices, at: datetime, by: Account | None) -> Roster:
    """The forecast again with what the clerk mended; an unreadable file leaves the old forecast as it was."""
    require_right(by)
    roster.refresh_from_db()
    _require_recheckable(roster)
    if roster.is_small and (roster.totals or _is_quick(roster.file.size)):
        return _recheck_now(roster, choices, at, by)
    with transaction.atomic():
        Roster.objects.filter(pk=roster.pk).update(
            state=State.READING,
            choices=choices.as_json(),
            lease=None,
            leased_until=None,
            attempts=0,
            reason="",
        )
        nudges.send("roster_waits", roster.pk)
    roster.refresh_from_db()
    return roster


def check_in_background(lease: Lease[Roster]) -> None:
    """The same by a worker, saying how far it is."""
    roster = lease.row
    lease.say("read", 0, 0)
    examined = examine(
        file_of(roster), roster, roster.chosen, at=lease.watch(), by=roster.uploaded_by, lease=lease
    )
    total = len(examined.reading.rows)
    with transaction.atomic():
        lease.step("write", total, total)
        _store_forecast(roster, examined)
        lease.finish(State.CHECKED)


def require_right(by: Account | None) -> None:
    """Without an account it is the operator's command line."""
    if by is not None:
        require_hr(by)


def _is_quick(size: int) -> bool:
    """Whether a file of so many bytes is read while the clerk waits; its rows are not known before."""
    return size <= settings.ROSTER_AT_ONCE * BYTES_A_ROW


def _require_recheckable(roster: Roster) -> None:
    if roster.state not in RECHECKED or roster.asked_at:
        raise Conflict(_("Danh sách này không còn ở bước kiểm tra, nên không sửa được nữa."))


def _recheck_now(roster: Roster, choices: Choices, at: datetime, by: Account | None) -> Roster:
    examined = examine(file_of(roster), roster, choices, at=at, by=by)
    with transaction.atomic():
        now = Roster.objects.select_for_update().get(pk=roster.pk)
        _require_recheckable(now)
        _store_forecast(now, examined)
    roster.refresh_from_db()
    return roster


def file_of(roster: Roster) -> bytes:
    """The file's bytes; a sentence when it was deleted or the disk lost it."""
    if not roster.has_file:
        raise DomainError(_("Tệp đã được xóa sau một tháng chưa nạp: hãy tải lên lại."))
    try:
        with roster.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as missing:
        raise DomainError(_("Không còn thấy tệp trên máy chủ: hãy tải lên lại.")) from missing


def examine(
    data: bytes,
    roster: Roster,
    choices: Choices,
    *,
    at: datetime,
    by: Account | None,
    lease: Lease[Roster] | None = None,
    reporting: bool = False,
) -> Examined:
    """Read and judge; columns known from an earlier roster with this header are taken as chosen."""
    reading = read_roster(data, file_name=roster.file_name, as_of=roster.as_of, choices=choices)
    if known := remembered(reading, choices):
        choices = replace(choices, columns=choices.columns | known)
        reading = read_roster(data, file_name=roster.file_name, as_of=roster.as_of, choices=choices)
    resource = RosterResource(reading, as_of=roster.as_of, at=at, by=by, reporting=reporting)
    resource.judge(tick_of(lease, len(reading.rows)))
    return Examined(reading, resource, choices, sorted(known))


def tick_of(lease: Lease[Roster] | None, total: int) -> Tick | None:
    """Judging says how far it is, and notices when the roster is somebody else's."""
    return None if lease is None else lambda done: lease.say("judge", done, total)


def store_file(data: bytes, file_name: str, as_of: date, at: datetime, by: Account | None) -> Roster:
    """A new roster with its file in private storage, and the entry in the log."""
    roster = Roster(
        file_name=file_name[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        as_of=as_of,
        uploaded_at=at,
        uploaded_by=by,
    )
    roster.file.save(f"{roster.uuid}.bin", ContentFile(data), save=False)
    roster.save()
    audit.record(
        "roster_uploaded",
        kind=AuditEntry.Kind.CHANGE,
        by=by,
        at=at,
        count=0,
        detail={"roster": str(roster.uuid), "file": roster.file_name, "as_of": as_of.isoformat()},
    )
    return roster


def _store_forecast(roster: Roster, examined: Examined) -> None:
    """Only outcomes are replaced; call inside a transaction."""
    resource, choices = examined.resource, examined.choices
    roster.totals = summary(examined.reading)
    if examined.remembered:
        roster.totals["remembered_columns"] = examined.remembered
    roster.state, roster.reason, roster.choices = State.CHECKED, "", choices.as_json()
    roster.covered, roster.change = covered_units(resource), change_of(resource)
    roster.layout = layout_of(examined.reading)
    if roster.result:  # of the forecast before
        roster.result.delete(save=False)
    roster.total = roster.done = len(resource.reading.rows)
    roster.previous = previous_roster(roster)
    roster.save()
    roster.rows.all().delete()
    store_rows(roster, outcomes_of(resource, choices))
