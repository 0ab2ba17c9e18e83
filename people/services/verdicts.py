"""Two records that look alike are two people: said once, never asked again, and taken back when wrong."""

from datetime import datetime

from django.db import transaction

from common.clock import local_day
from people.models import Account, AuditEntry, NotTheSame, Person
from people.scope import require_hr, require_person
from people.services import audit


@transaction.atomic
def tell_apart(*, one: Person, other: Person, at: datetime, by: Account) -> NotTheSame:
    """Both must be in the clerk's scope; saying it twice changes nothing."""
    _require_both(one, other, at=at, by=by)
    first, second = sorted((one, other), key=lambda person: person.pk)
    verdict, made = NotTheSame.objects.get_or_create(
        first=first, second=second, defaults={"decided_at": at, "decided_by": by}
    )
    if made:
        _log("people_told_apart", first, second, at=at, by=by)
    return verdict


@transaction.atomic
def take_back(*, verdict: NotTheSame, at: datetime, by: Account) -> None:
    """The pair is asked about again."""
    first, second = verdict.first, verdict.second
    _require_both(first, second, at=at, by=by)
    verdict.delete()
    _log("people_told_apart_undone", first, second, at=at, by=by)


def _require_both(one: Person, other: Person, *, at: datetime, by: Account) -> None:
    require_hr(by)
    for person in (one, other):
        require_person(by, person.uuid, local_day(at))


def _log(action: str, first: Person, second: Person, *, at: datetime, by: Account) -> None:
    detail = {"other": second.staff_code, "other_name": second.full_name}
    audit.record(action, kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=first, count=2, detail=detail)
