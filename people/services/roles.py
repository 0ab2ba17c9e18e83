"""One person's roles in the programme: give, correct, end; apart from their postings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from people.models import Account, AuditEntry, OrgUnit, Person, ProgrammeRole, RoleKind
from people.scope import require_hr, require_person, require_unit
from people.services import audit


@dataclass(frozen=True)
class Membership:
    """What a clerk says of a role held from `starts_on` until before `ends_on`."""

    unit: OrgUnit
    role: RoleKind
    starts_on: date
    ends_on: date | None = None
    decision: str = ""


@transaction.atomic
def give_role(*, person: Person, said: Membership, at: datetime, by: Account) -> ProgrammeRole:
    """The person takes part from that day."""
    require_hr(by)
    require_person(by, person.uuid, local_day(at))
    require_unit(by, said.unit.uuid, local_day(at))
    if not said.role.in_use_on(said.starts_on):
        raise DomainError(_("Vai trò này không dùng vào ngày bắt đầu."))
    Person.objects.select_for_update().get(pk=person.pk)
    role = ProgrammeRole(person=person)
    _write(role, said)
    _log("role_given", role, at=at, by=by, detail=_facts(role))
    return role


@transaction.atomic
def correct_role(*, role: ProgrammeRole, said: Membership, at: datetime, by: Account) -> ProgrammeRole:
    """Other dates or another decision; an end day ends the membership."""
    role = _held(role, at=at, by=by)
    before = _facts(role)
    _write(role, said)
    _log("role_corrected", role, at=at, by=by, detail={"before": before, "after": _facts(role)})
    return role


@transaction.atomic
def void_role(*, role: ProgrammeRole, at: datetime, by: Account) -> None:
    """Written by mistake: it lasts no day; the row stays."""
    role = _held(role, at=at, by=by)
    before = _facts(role)
    ProgrammeRole.objects.filter(pk=role.pk).update(ends_on=role.starts_on)
    _log("role_voided", role, at=at, by=by, detail=before)


def _held(role: ProgrammeRole, *, at: datetime, by: Account) -> ProgrammeRole:
    require_hr(by)
    require_unit(by, role.unit.uuid, local_day(at))
    rows = ProgrammeRole.objects.select_for_update(of=("self",)).select_related("person", "unit", "role")
    return rows.get(pk=role.pk)


def _write(role: ProgrammeRole, said: Membership) -> None:
    if said.ends_on is not None and said.ends_on <= said.starts_on:
        raise DomainError(_("Ngày thôi phải sau ngày bắt đầu."))
    end = said.ends_on or date.max
    same = ProgrammeRole.objects.filter(person=role.person, unit=said.unit, role=said.role)
    for other in same.exclude(pk=role.pk):
        if max(other.starts_on, said.starts_on) < min(other.ends_on or date.max, end):
            raise Conflict(_("Người này đang giữ vai trò ấy ở đơn vị ấy rồi."))
        if other.starts_on == said.starts_on and role.pk is None:  # voided before: the same row speaks again
            role.pk, role.uuid = other.pk, other.uuid
    role.unit, role.role, role.decision = said.unit, said.role, said.decision
    role.starts_on, role.ends_on = said.starts_on, said.ends_on
    role.save()


def _facts(role: ProgrammeRole) -> dict[str, Any]:
    return {
        "role": role.role.name,
        "unit": role.unit.full_name,
        "starts_on": role.starts_on.isoformat(),
        "ends_on": role.ends_on.isoformat() if role.ends_on else None,
    }


def _log(action: str, role: ProgrammeRole, *, at: datetime, by: Account, detail: dict[str, Any]) -> None:
    audit.record(
        action, kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=role.person, unit=role.unit, detail=detail
    )
