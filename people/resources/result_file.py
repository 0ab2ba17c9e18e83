"""The result workbook: made on demand while the file is there, kept with masked identity numbers once applied."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import DomainError
from people.models import Account, AuditEntry, Roster
from people.models.roster import State
from people.resources.checking import file_of, require_right
from people.resources.result_list import plain_book
from people.services import audit
from people.services.rosters import drop_file

# openpyxl holds a whole workbook in memory, some 50 times its size: longer ones become a plain list.
ANNOTATED_ROWS = 20_000
SHEET = b"PK\x03\x04"


@dataclass(frozen=True)
class ResultBook:
    """A workbook to be sent to whoever may see the roster, and to nobody else."""

    name: str
    content: bytes


def result_workbook(roster: Roster, *, at: datetime, by: Account | None) -> ResultBook | None:
    """The workbook, or None while a worker makes it; with the clerk's own numbers only as long as their file is kept."""
    require_right(by)
    if not roster.totals:
        raise DomainError(_("Chưa có kết quả: tệp chưa đọc xong."))
    content = _ready(roster)
    if content is None:
        nudges.send("roster_result_wanted", roster.pk)
        return None
    audit.record(
        "roster_exported", kind=AuditEntry.Kind.EXPORT, by=by, at=at, count=roster.totals["data_rows"],
        detail={"roster": str(roster.uuid), "file": roster.file_name},
    )  # fmt: skip
    return ResultBook(_name(roster), content)


def make_result(roster: Roster, *, at: datetime) -> None:
    """For a large file that is still being looked at."""
    if roster.has_file and not roster.result and roster.state in (State.CHECKED, State.WAITING_APPROVAL):
        _keep(roster, _made(roster, masked=False), at)


def keep_result(roster: Roster, *, at: datetime) -> None:
    """After applying: keep the workbook without identity numbers, let go of the file; done twice it is done once."""
    content = _made(roster, masked=True)
    with transaction.atomic():
        now = Roster.objects.select_for_update().get(pk=roster.pk)
        if not now.has_file:
            return
        _keep(now, content, at)
        drop_file(now)


def _ready(roster: Roster) -> bytes | None:
    if roster.result:
        try:
            with roster.result.open("rb") as file:
                return bytes(file.read())
        except FileNotFoundError:
            return plain_book(roster, roster.rows.order_by("sheet", "number").iterator())
    if roster.has_file and not roster.is_small:
        return None
    return _made(roster, masked=roster.state == State.APPLIED)


def _made(roster: Roster, *, masked: bool) -> bytes:
    """The clerk's own workbook if it is one and not too long; else what is stored of the rows."""
    if roster.has_file and int(roster.totals["data_rows"]) <= ANNOTATED_ROWS:
        try:
            data = file_of(roster)
        except DomainError:  # the disk lost it
            data = b""
        if data.startswith(SHEET) and roster.file_name.lower().endswith((".xlsx", ".xlsm")):
            # Here and not above: openpyxl is 20 MB that most processes never need.
            from people.resources.result_book import annotated_book

            return annotated_book(data, roster, masked=masked)
    return plain_book(roster, roster.rows.order_by("sheet", "number").iterator(chunk_size=2_000))


def _keep(roster: Roster, content: bytes, at: datetime) -> None:
    if roster.result:
        roster.result.delete(save=False)
    roster.result.save(f"{roster.uuid}.xlsx", ContentFile(content), save=False)
    roster.result_at = at
    roster.save(update_fields=["result", "result_at"])


def _name(roster: Roster) -> str:
    return f"{PurePath(roster.file_name).stem[:100]} - {_('kết quả nạp')}.xlsx"
