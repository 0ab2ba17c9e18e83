"""An office sends guidance to units; they open it, are reminded, and it may be withdrawn with a reason."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean, format_day
from people.guidance_documents import ending_of
from people.models import Account, Guidance, GuidanceFile, GuidanceReading, GuidanceUnit, OrgUnit
from people.queries.guidance import officers_of, unread
from people.queries.tree import UnitTree
from people.services import audit
from people.services.notices import notify

MOST_FILES = 5
AGAIN = timedelta(hours=20)  # one reminder a day


@transaction.atomic
def send_guidance(
    *, sender: OrgUnit, units: Collection[int], number: str, title: str, text: str,
    files: Sequence[tuple[str, bytes]], at: datetime, by: Account,
) -> Guidance:  # fmt: skip
    """Whether these units are in the sender's scope is the form's to see; the sender is no addressee of itself."""
    to = sorted(set(units) - {sender.pk})
    if not to:
        raise DomainError(_("Hãy chọn ít nhất một đơn vị nhận."))
    if len(files) > MOST_FILES:
        raise DomainError(_("Gửi kèm nhiều nhất %(n)s tệp.") % {"n": MOST_FILES})
    guidance = Guidance.objects.create(
        number=clean(number), title=clean(title), text=text.strip(), sender=sender, sent_at=at, sent_by=by
    )
    for name, data in files:
        _keep(guidance, name, data)
    GuidanceUnit.objects.bulk_create(GuidanceUnit(guidance=guidance, unit_id=unit) for unit in to)
    _tell(guidance, to, f"Công văn, hướng dẫn: {guidance.title}", _words(guidance), at)
    _log("guidance_sent", guidance, by, at, len(to))
    return guidance


@transaction.atomic
def open_guidance(*, to: Iterable[GuidanceUnit], at: datetime, by: Account) -> int:
    """The receipt of each addressee; opening again is no second one, and what was withdrawn has none any more."""
    rows = [row for row in to if row.guidance.withdrawn_at is None]
    known = set(GuidanceReading.objects.filter(to__in=rows, read_by=by).values_list("to_id", flat=True))
    fresh = [GuidanceReading(to=row, read_at=at, read_by=by) for row in rows if row.pk not in known]
    GuidanceReading.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def remind(*, guidance: Guidance, at: datetime, by: Account) -> int:
    """Those that have not opened it, once a day; returns how many units."""
    guidance = _locked(guidance)
    if guidance.withdrawn_at:
        raise Conflict(_("Công văn này đã thu hồi."))
    rows = [row for row in unread(guidance) if row.reminded_at is None or row.reminded_at <= at - AGAIN]
    if not rows:
        raise Conflict(_("Mọi đơn vị đã mở, hoặc vừa được nhắc trong ngày."))
    GuidanceUnit.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    units = [row.unit_id for row in rows]
    _tell(guidance, units, f"Nhắc mở công văn, hướng dẫn: {guidance.title}", _words(guidance), at)
    _log("guidance_reminded", guidance, by, at, len(units))
    return len(units)


@transaction.atomic
def withdraw(*, guidance: Guidance, reason: str, at: datetime, by: Account) -> Guidance:
    """The files are given out no more; what was sent, to whom and who had opened it stays."""
    guidance, reason = _locked(guidance), clean(reason)[:300]
    if guidance.withdrawn_at:
        raise Conflict(_("Công văn này đã thu hồi."))
    if not reason:
        raise DomainError(_("Hãy ghi lý do thu hồi."))
    guidance.withdrawn_at, guidance.withdrawn_by, guidance.withdraw_reason = at, by, reason
    guidance.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    units = list(guidance.to.values_list("unit_id", flat=True))
    _tell(guidance, units, f"Thu hồi công văn, hướng dẫn: {guidance.title}", f"Lý do: {reason}", at)
    _log("guidance_withdrawn", guidance, by, at, len(units), reason=reason)
    return guidance


def units_said(number: int) -> str:
    """So many units, in words."""
    return ngettext("%(n)s đơn vị", "%(n)s đơn vị", number) % {"n": number}


def _keep(guidance: Guidance, name: str, data: bytes) -> None:
    ending = ending_of(data)
    digest = hashlib.sha256(data).hexdigest()
    stem = clean(name).rpartition(".")[0][:180] or "van-ban"
    row = GuidanceFile(guidance=guidance, name=f"{stem}.{ending}", size=len(data), sha256=digest)
    row.file.save(f"{row.uuid}.{ending}", ContentFile(data), save=False)
    row.save()


def _words(guidance: Guidance) -> str:
    number = f" số {guidance.number}" if guidance.number else ""
    return f"{guidance.sender.full_name} gửi công văn, hướng dẫn{number} ngày {format_day(guidance.sent_at)}."


def _tell(guidance: Guidance, units: list[int], title: str, text: str, at: datetime) -> None:
    """Each officer once, however many of the units they look after."""
    officers = officers_of(units, UnitTree.load(), local_day(at))
    keys = {account for accounts in officers.values() for account in accounts}
    notify(
        topic=f"guidance:{guidance.uuid}", title=title, text=text, at=at,
        path=f"/nhan-su/cong-van-huong-dan/{guidance.uuid}/", accounts=Account.objects.filter(pk__in=keys),
    )  # fmt: skip


def _locked(guidance: Guidance) -> Guidance:
    return Guidance.objects.select_for_update(of=("self",)).select_related("sender").get(pk=guidance.pk)


def _log(action: str, guidance: Guidance, by: Account, at: datetime, count: int, **more: str) -> None:
    detail = {"title": guidance.title, "number": guidance.number, **more}
    audit.record(
        action, kind=audit.Kind.CHANGE, by=by, at=at, unit=guidance.sender, count=count, detail=detail
    )
