"""Writes the audit log; call it in the transaction of the deed, so that neither stands without the other."""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from common import clock
from people.models import Account, AuditEntry, OrgUnit, Person
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import scope_heads

Kind = AuditEntry.Kind
ONE_HOUR = 3600
NUMBER = re.compile(r"\d[\d .-]{7,}(\d{3})")


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
    entry = _entry(action, kind=kind, by=by, at=at, person=person, unit=unit, count=count, detail=detail)
    entry.save()
    return entry


def record_each(
    action: str, people: Iterable[Person], *, kind: str, by: Account | None, at: datetime,
    detail: dict[str, Any] | None = None,
) -> list[AuditEntry]:  # fmt: skip
    """One entry for each of the people, for deeds that open or change something of theirs."""
    entries = (_entry(action, kind=kind, by=by, at=at, person=person, detail=detail) for person in people)
    return AuditEntry.objects.bulk_create(entries, batch_size=500)


def looked(
    action: str,
    /,
    *,
    by: Account,
    at: datetime,
    person: Person | None = None,
    unit: OrgUnit | None = None,
    count: int = 1,
    **detail: Any,
) -> None:
    """Somebody saw personal data: one entry an hour for the same person or the same list.

    A list is one entry with its filters and how many people it named, whatever page of it was turned: an entry
    for every row would drown the log and slow the list. Looking at one's own record is nobody else's business.
    """
    if person is not None and person.pk == by.person_id:
        return
    detail = _without_numbers(detail)
    about = (person and person.pk, unit and unit.pk, sorted(detail.items()))
    key = f"looked:{by.pk}:{action}:{sha256(repr(about).encode()).hexdigest()[:24]}"
    if cache.get(key):
        return
    place = unit or (None if person else place_of(by, at))
    record(action, kind=Kind.VIEW, by=by, at=at, person=person, unit=place, count=count, detail=detail)
    cache.set(key, 1, ONE_HOUR)  # after the entry: nothing is shown that was not written down


def exported(
    action: str, /, *, by: Account, at: datetime, unit: OrgUnit | None = None, count: int, **detail: Any
) -> None:
    """A file with people in it left the house; every one is an entry."""
    place, detail = unit or place_of(by, at), _without_numbers(detail)
    record(action, kind=Kind.EXPORT, by=by, at=at, unit=place, count=count, detail=detail)


def place_of(account: Account, at: datetime) -> OrgUnit | None:
    """The one unit that somebody looks after; none for those who look after several, or after everything."""
    day = clock.local_day(at)
    heads = scope_heads(account, day, UnitTree.load(), Right.SEE_PEOPLE)
    return OrgUnit.objects.get(pk=heads[0]) if len(heads) == 1 else None


def _entry(
    action: str, *, by: Account | None, detail: dict[str, Any] | None = None, **facts: Any
) -> AuditEntry:
    who = by.get_full_name()[:200] if by else ""
    return AuditEntry(action=action, actor=by, who=who, detail=detail or {}, **facts)


def _without_numbers(detail: dict[str, Any]) -> dict[str, Any]:
    """Filters as typed, without the empty ones; of a telephone or identity number only the end."""
    return {
        name: NUMBER.sub(r"…\1", value) if isinstance(value, str) else value
        for name, value in detail.items()
        if value not in ("", None)
    }
