"""Writes the print ledger and counts scans; a wrong entry is voided, the paper's code goes on working."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError, Forbidden
from content.codes import new_code
from content.models import MaterialPage, PrintRun, PrintScan
from content.rights import teaches
from courses.models import ActivityVersion
from people.models import Account, OrgUnit
from people.rights import Right
from people.scope import require, visible_unit_ids
from people.services import audit

LATE = timedelta(days=366)


@dataclass(frozen=True)
class Pile:
    """What the form says; of a version, or of a file of a document."""

    form: str
    copies: int
    unit: OrgUnit
    handed_on: date
    note: str = ""
    version: ActivityVersion | None = None
    material: MaterialPage | None = None
    material_day: date | None = None
    material_number: int | None = None


@transaction.atomic
def record_print_run(*, uuid: UUID, said: Pile, at: datetime, by: Account) -> PrintRun:
    """The run; a replay of its uuid returns the first."""
    if not teaches(by):
        require(by, Right.CHANGE_PEOPLE)
    known = PrintRun.objects.filter(uuid=uuid).first()
    if known:
        if known.recorded_by_id != by.pk:
            raise Conflict(_("Mã của đợt in này đã dùng cho một đợt khác."))
        return known
    _check(said, at, by)
    code = new_code(lambda code: PrintRun.objects.filter(code=code).exists())
    run = PrintRun.objects.create(uuid=uuid, code=code, recorded_at=at, recorded_by=by, **vars(said))
    edition = said.version.number if said.version else said.material_number
    detail = {"title": run.title, "version": edition, "form": run.form, "code": run.code}
    audit.record(
        "print_run_recorded",
        kind=audit.Kind.CHANGE,
        by=by,
        at=at,
        unit=said.unit,
        count=said.copies,
        detail=detail,
    )
    return run


@transaction.atomic
def void_print_run(*, run: PrintRun, reason: str, at: datetime, by: Account) -> None:
    """Out of the sums, kept to be read; a second void changes nothing."""
    if not (teaches(by) and run.recorded_by_id == by.pk):
        _require_unit(run.unit, at, by)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise DomainError(_("Hãy ghi vì sao hủy."))
    standing = PrintRun.objects.filter(pk=run.pk, voided_at__isnull=True)
    if standing.update(voided_at=at, voided_by=by, void_reason=reason):
        detail = {"code": run.code, "reason": reason}
        audit.record(
            "print_run_voided",
            kind=audit.Kind.CHANGE,
            by=by,
            at=at,
            unit=run.unit,
            count=run.copies,
            detail=detail,
        )


def count_scan(*, run: PrintRun, at: datetime) -> None:
    """One more on that day."""
    row, _new = PrintScan.objects.get_or_create(run=run, day=local_day(at))
    PrintScan.objects.filter(pk=row.pk).update(number=F("number") + 1)


def _check(said: Pile, at: datetime, by: Account) -> None:
    today = local_day(at)
    if not today - LATE <= said.handed_on <= today:
        raise DomainError(_("Ngày phát phải trong một năm qua, không sau hôm nay."))
    if not (teaches(by) and not said.unit.is_office):  # a trainer's paper goes where the class was
        _require_unit(said.unit, at, by)


def _require_unit(unit: OrgUnit, at: datetime, by: Account) -> None:
    units = visible_unit_ids(by, local_day(at), right=Right.CHANGE_PEOPLE)
    if units is not None and unit.pk not in units:
        raise Forbidden(_("Đơn vị này ngoài phạm vi anh/chị được giao."))
