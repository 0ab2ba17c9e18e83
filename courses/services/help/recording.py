"""Records a round of help in an ấp once, however often a phone sends it; a wrong one is voided and said anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError, Forbidden
from courses.models import HelpedVillager, HelpSession, HelpVoid
from courses.queries.help.taught import may_void
from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.rights import Right
from people.scope import require, visible_unit_ids
from people.services import audit

LATE = timedelta(days=366)  # a paper notebook of last year is typed in; older belongs to past trainings


@dataclass(frozen=True)
class Help:
    """What the form says; `names` are of those who agreed."""

    hamlet: OrgUnit
    held_on: date
    topic: str
    villagers: int
    minutes: int
    names: Sequence[str] = ()
    note: str = ""


@transaction.atomic
def record_help(
    *, uuid: UUID, said: Help, at: datetime, by: Account, replaces: HelpSession | None = None
) -> HelpSession:
    """The session; a replay of its uuid returns the first."""
    require(by, Right.HELP_VILLAGERS)
    known = HelpSession.objects.filter(uuid=uuid).first()
    if known:
        if known.recorded_by_id != by.pk:
            raise Conflict(_("Mã của buổi này đã dùng cho một buổi khác."))
        return known
    _check(said, at, by)
    _refuse_twin(said, by)
    session = HelpSession.objects.create(
        uuid=uuid, hamlet=said.hamlet, held_on=said.held_on, topic=said.topic, villagers=said.villagers,
        minutes=said.minutes, note=said.note, recorded_at=at, recorded_by=by, replaces=replaces,
    )  # fmt: skip
    HelpedVillager.objects.bulk_create(
        HelpedVillager(session=session, name=name, consented=True) for name in said.names
    )
    detail = {"day": said.held_on.isoformat(), "topic": said.topic}
    audit.record(
        "help_recorded", kind=audit.Kind.CHANGE, by=by, at=at, unit=said.hamlet, count=said.villagers, detail=detail
    )  # fmt: skip
    return session


@transaction.atomic
def void_help(*, session: HelpSession, reason: str, at: datetime, by: Account) -> HelpVoid:
    """Out of the sums, kept to be read; a second void changes nothing."""
    if not may_void(by, session, local_day(at)):
        raise Forbidden(_("Buổi này do người khác ghi, anh/chị chỉ xem."))
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError(_("Hãy ghi vì sao hủy."))
    void, fresh = HelpVoid.objects.get_or_create(
        session=session, defaults={"reason": reason[:300], "at": at, "by": by}
    )
    if fresh:
        audit.record(
            "help_voided", kind=audit.Kind.CHANGE, by=by, at=at, unit=session.hamlet, count=session.villagers,
            detail={"reason": reason},
        )  # fmt: skip
    return void


def _refuse_twin(said: Help, by: Account) -> None:
    """The same words from the same helper once more: a form filled in again, not a second round."""
    same = {"hamlet": said.hamlet, "held_on": said.held_on, "topic": said.topic, "villagers": said.villagers}
    twin = HelpSession.objects.filter(
        recorded_by=by, void=None, minutes=said.minutes, note=said.note, **same
    ).exists()
    if twin:
        raise Conflict(
            _("Buổi này giống hệt một buổi đã ghi. Nếu là buổi khác trong ngày, hãy nói rõ ở ô Ghi chú.")
        )


def _check(said: Help, at: datetime, by: Account) -> None:
    today = local_day(at)
    if not today - LATE <= said.held_on <= today:
        raise DomainError(_("Ngày hướng dẫn phải trong một năm qua, không sau hôm nay."))
    units = visible_unit_ids(by, today, right=Right.HELP_VILLAGERS)
    if said.hamlet.is_office or said.hamlet.level not in (Level.COMMUNE, Level.HAMLET):
        raise DomainError(_("Hãy chọn ấp, khu phố hoặc xã, phường."))
    if units is not None and said.hamlet.pk not in units:
        raise Forbidden(_("Ấp này ngoài địa bàn anh/chị được giao."))
    if said.villagers < len(said.names):
        raise DomainError(_("Số bà con ít hơn số tên đã ghi."))
