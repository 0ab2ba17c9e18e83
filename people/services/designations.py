"""Names a unit by decision, and ends it; both stand in the log."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import clean, format_day
from people.models import Account, OrgUnit, UnitDesignation
from people.queries.designations import designated_units
from people.queries.tree import UnitTree
from people.services.audit import Kind, record


@transaction.atomic
def designate(
    *,
    unit: OrgUnit,
    kind: str,
    field: str = "",
    valid_from: date,
    decision_number: str,
    decision_on: date,
    at: datetime,
    by: Account | None,
) -> UnitDesignation:
    """The unit holds the designation from that day on; it must have existed then."""
    kind, field = clean(kind), clean(field)
    if not kind or not decision_number.strip():
        raise DomainError(_("Hãy ghi danh hiệu và số văn bản."))
    if not unit.exists_on(valid_from):
        raise DomainError(
            _("%(unit)s không tồn tại vào ngày %(day)s. Hãy chọn đơn vị được nêu trong văn bản.")
            % {"unit": unit.full_name, "day": format_day(valid_from)}
        )
    OrgUnit.objects.select_for_update().get(pk=unit.pk)  # the same form sent twice is one designation
    _refuse_twice(unit, kind, field, valid_from)
    row = UnitDesignation.objects.create(
        unit=unit, kind=kind, field=field, valid_from=valid_from, decision_number=clean(decision_number),
        decision_on=decision_on, added_at=at, added_by=by,
    )  # fmt: skip
    record("designation_added", kind=Kind.CHANGE, by=by, at=at, unit=unit, detail=_told(row))
    return row


@transaction.atomic
def end_designation(
    *, designation: UnitDesignation, valid_to: date, note: str, at: datetime, by: Account | None
) -> UnitDesignation:
    """It holds until before that day; ended on its first day it was a slip of the pen."""
    row = UnitDesignation.objects.select_for_update(of=("self",)).get(pk=designation.pk)
    if row.valid_to:
        raise Conflict(_("Danh hiệu này đã kết thúc ngày %(day)s.") % {"day": format_day(row.valid_to)})
    if valid_to < row.valid_from:
        raise DomainError(
            _("Ngày kết thúc không thể trước ngày bắt đầu %(day)s.") % {"day": format_day(row.valid_from)}
        )
    if not note.strip():
        raise DomainError(_("Hãy ghi lý do hoặc số văn bản kết thúc."))
    row.valid_to, row.end_note = valid_to, clean(note)
    row.save(update_fields=["valid_to", "end_note"])
    record("designation_ended", kind=Kind.CHANGE, by=by, at=at, unit=row.unit, detail=_told(row))
    return row


def _refuse_twice(unit: OrgUnit, kind: str, field: str, day: date) -> None:
    held = designated_units(kind, on=day, tree=UnitTree.load()).get(unit.pk, [])
    if any(row.field == field for row in held):
        raise Conflict(_("%(unit)s đang có danh hiệu này rồi.") % {"unit": unit.full_name})


def _told(row: UnitDesignation) -> dict[str, str]:
    told = {
        "kind": row.kind,
        "field": row.field,
        "decision": row.decision_number,
        "from": str(row.valid_from),
    }
    return told | ({"to": str(row.valid_to), "note": row.end_note} if row.valid_to else {})
