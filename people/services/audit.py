"""Writes the audit log; call it in the transaction of the deed, so that neither stands without the other."""

from datetime import datetime
from typing import Any

from people.models import Account, AuditEntry, OrgUnit, Person

Kind = AuditEntry.Kind


def record(
    action: str,
    *,
    kind: str,
    by: Account | None,
    at: datetime,
    person: Person | None = None,
    unit: OrgUnit | None = None,
    count: int = 1,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry; without `by` it was the operator's command line."""
    return AuditEntry.objects.create(
        at=at,
        kind=kind,
        action=action,
        actor=by,
        who=by.get_full_name()[:200] if by else "",
        person=person,
        unit=unit,
        count=count,
        detail=detail or {},
    )
