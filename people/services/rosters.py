"""Stores what an import of a roster did or would do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common import clock
from common.bulk import insert_rows
from common.errors import DomainError
from people.models import Roster, RosterRow
from people.models.roster import WORKING
from people.rosters.reading import Reading
from people.rosters.row import Row

Status = RosterRow.Status
State = Roster.State
KEEP_UNAPPLIED = timedelta(days=30)
_COLUMNS = ("roster_id", "sheet", "number", "status", "reason", "warnings", "data", "person_id")
Extra = dict[str, Any]
Outcome = tuple[Row, int | None, Extra]


def require_past(as_of: date, at: datetime) -> None:
    """A roster speaks of a day that has come."""
    if as_of > clock.local_day(at):
        raise DomainError(_("Ngày của danh sách không thể sau hôm nay."))


def summary(reading: Reading) -> dict[str, Any]:
    """The totals that the page and the report show."""
    by_status = Counter(row.status for row in reading.rows)
    taken = {row.unit.id for row in reading.rows if row.unit and row.status != Status.REJECTED}
    return {
        "data_rows": len(reading.rows),
        **{str(status): by_status[status] for status in Status},
        "units": len(taken),
        "hidden_sheets": reading.hidden_sheets,
        "sheets_without_header": reading.sheets_without_header,
    }


def store_rows(roster: Roster, outcomes: Iterable[Outcome]) -> None:
    """Outcomes of rows, each with the key of the person it became and what else is known of it."""
    insert_rows(RosterRow, _COLUMNS, _stored(roster, outcomes))


def replace_rows(roster: Roster, outcomes: list[Outcome]) -> None:
    """The same rows again, as they came out in the end; `outcomes` are neighbours in the file."""
    spans: dict[str, tuple[int, int]] = {}
    for row, _person, _extra in outcomes:
        low, high = spans.get(row.sheet[:100], (row.number, row.number))
        spans[row.sheet[:100]] = min(low, row.number), max(high, row.number)
    for sheet, (low, high) in spans.items():
        roster.rows.filter(sheet=sheet, number__gte=low, number__lte=high).delete()
    store_rows(roster, outcomes)


def drop_file(roster: Roster) -> None:
    """Let go of the file and of what was typed over it, both with identity numbers; saves the row."""
    stored, storage = roster.file.name or "", roster.file.storage
    roster.file, roster.choices = "", {}
    roster.save(update_fields=["file", "choices"])
    if stored:
        transaction.on_commit(lambda: storage.delete(stored))


def forget_files(*, at: datetime) -> int:
    """Delete the files of rosters that were not applied in a month; what they would have done stays."""
    stale = (
        Roster.objects.filter(uploaded_at__lt=at - KEEP_UNAPPLIED).exclude(file="").exclude(state__in=WORKING)
    )
    for roster in stale:
        roster.file.delete(save=False)
        roster.choices = {}
        if roster.state != State.APPLIED:
            roster.state = State.CANCELLED
            roster.reason = _("Tệp đã được xóa sau một tháng chưa nạp: hãy tải lên lại.")
        roster.save(update_fields=["file", "choices", "state", "reason"])
    return len(stale)


def forget_results(*, at: datetime) -> int:
    """Delete result workbooks whose time is over; a plain one can still be made of the stored rows."""
    limit = at - timedelta(days=settings.ROSTER_RESULT_DAYS)
    old = Roster.objects.exclude(result="").filter(Q(result_at__lt=limit) | Q(result_at=None))
    for roster in old:
        roster.result.delete(save=False)
        roster.save(update_fields=["result"])
    return len(old)


def _stored(roster: Roster, outcomes: Iterable[Outcome]) -> Iterator[tuple[Any, ...]]:
    for row, person, extra in outcomes:
        shown = _shown(row) | extra
        yield (
            roster.pk,
            row.sheet[:100],
            row.number,
            str(row.status),
            row.reason,
            row.warnings,
            shown,
            person,
        )


def _shown(row: Row) -> dict[str, Any]:
    """The row as the page shows it; of the identity number only the last three digits."""
    birth = row.birth
    return {
        "full_name": row.full_name,
        "birth": f"{birth.on:%d/%m/%Y}" if birth.on else str(birth.year or ""),
        "gender": row.gender,
        "id_last3": row.identity.number[-3:],
        "phone": row.phone,
        "email": row.email,
        "position": row.position,
        "unit_text": row.unit_text,
        "unit": row.unit.full_name if row.unit else "",
        "unit_uuid": str(row.unit.uuid) if row.unit else "",
        "changed": row.changed,
    }
