"""Stores what an import of a roster did or would do."""

import hashlib
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError
from people.models import Account, Roster, RosterRow
from people.rosters.reading import Reading
from people.rosters.row import Row

Status = RosterRow.Status
KEEP_UNAPPLIED = timedelta(days=30)


def require_past(as_of: date, at: datetime) -> None:
    """A roster speaks of a day that has come."""
    if as_of > clock.local_day(at):
        raise DomainError(_("Ngày của danh sách không thể sau hôm nay."))


def summary(reading: Reading) -> dict[str, Any]:
    """The totals that the page and the report show."""
    by_status = Counter(row.status for row in reading.rows)
    taken = [row for row in reading.rows if row.status != Status.REJECTED]
    return {
        "data_rows": len(reading.rows),
        **{str(status): by_status[status] for status in Status},
        "units": len({row.unit.id for row in taken if row.unit}),
        "hidden_sheets": reading.hidden_sheets,
        "sheets_without_header": reading.sheets_without_header,
    }


@transaction.atomic
def store_dry_run(
    reading: Reading, data: bytes, *, file_name: str, as_of: date, at: datetime, by: Account | None
) -> Roster:
    """Keep the file and what applying it would do; people stay as they are."""
    roster = Roster(
        file_name=file_name[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        as_of=as_of,
        uploaded_at=at,
        uploaded_by=by,
        totals=summary(reading),
    )
    roster.file.save(f"{roster.uuid}.bin", ContentFile(data), save=False)
    roster.save()
    _store_rows(roster, reading.rows)
    return roster


def store_applied(roster: Roster, reading: Reading, *, at: datetime, by: Account | None) -> None:
    """Replace the forecast by what happened, and let go of the file with its identity numbers."""
    roster.totals = summary(reading)
    roster.applied_at, roster.applied_by = at, by
    stored, storage = roster.file.name or "", roster.file.storage
    roster.file = ""
    roster.save(update_fields=["totals", "applied_at", "applied_by", "file"])
    roster.rows.all().delete()
    _store_rows(roster, reading.rows)
    transaction.on_commit(lambda: storage.delete(stored))


def forget_files(*, at: datetime) -> int:
    """Delete the files of dry runs that were not applied in a month; what they would have done stays."""
    stale = Roster.objects.filter(uploaded_at__lt=at - KEEP_UNAPPLIED).exclude(file="")
    for roster in stale:
        roster.file.delete(save=False)
        roster.save(update_fields=["file"])
    return len(stale)


def _store_rows(roster: Roster, rows: list[Row]) -> None:
    RosterRow.objects.bulk_create((_stored(roster, row) for row in rows), batch_size=1000)


def _stored(roster: Roster, row: Row) -> RosterRow:
    return RosterRow(
        roster=roster,
        sheet=row.sheet[:100],
        number=row.number,
        status=row.status,
        reason=row.reason,
        warnings=row.warnings,
        data=_shown(row),
        person_id=row.person.pk if row.person else None,
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
