"""Makes a body's invitation, counts its openings, closes it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError, Forbidden
from common.vietnamese import clean
from content.codes import new_code
from content.models import Invite, InviteOpening
from courses.models import Activity
from people.models import Account, OrgUnit
from people.rights import Right
from people.scope import require, visible_unit_ids
from people.services import audit


@transaction.atomic
def make_invite(
    *, uuid: UUID, unit: OrgUnit, activity: Activity | None, occasion: str, at: datetime, by: Account
) -> Invite:
    """The link; a replay of its uuid returns the first."""
    known = Invite.objects.filter(uuid=uuid).first()
    if known and known.made_by_id != by.pk:
        raise Conflict(_("Mã của lời mời này đã dùng cho một lời mời khác."))
    _require_unit(unit, at, by)
    if known:
        return known
    occasion = clean(occasion)[:200]
    if not occasion:
        raise DomainError(_("Hãy ghi mời trong dịp nào."))
    code = new_code(lambda code: Invite.objects.filter(code=code).exists())
    invite = Invite.objects.create(
        uuid=uuid, code=code, unit=unit, activity=activity, occasion=occasion, made_at=at, made_by=by
    )
    detail = {"code": code, "occasion": occasion, "title": activity.title if activity else ""}
    audit.record("invite_made", kind=audit.Kind.CHANGE, by=by, at=at, unit=unit, detail=detail)
    return invite


@transaction.atomic
def close_invite(*, invite: Invite, at: datetime, by: Account) -> None:
    """Openings are counted no more; the code goes on leading to the page."""
    _require_unit(invite.unit, at, by)
    if Invite.objects.filter(pk=invite.pk, closed_at=None).update(closed_at=at, closed_by=by):
        detail = {"code": invite.code}
        audit.record("invite_closed", kind=audit.Kind.CHANGE, by=by, at=at, unit=invite.unit, detail=detail)


def count_opening(*, invite: Invite, at: datetime) -> None:
    """One more on that day, while the invitation stands."""
    if invite.closed_at is None:
        row, _new = InviteOpening.objects.get_or_create(invite=invite, day=local_day(at))
        InviteOpening.objects.filter(pk=row.pk).update(number=F("number") + 1)


def _require_unit(unit: OrgUnit, at: datetime, by: Account) -> None:
    require(by, Right.INVITE)
    units = visible_unit_ids(by, local_day(at), right=Right.INVITE)
    if units is not None and unit.pk not in units:
        raise Forbidden(_("Đơn vị này ngoài phạm vi anh/chị được giao."))
