"""Give and end scopes: over one's own units and those below, never above or beside, never to oneself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common import clock
from common.errors import Conflict, DomainError, Forbidden
from common.vietnamese import format_day
from people.models import Account, FirstLoginCode, OrgUnit, Scope
from people.models.org_unit import Level
from people.queries.people import has_signed_in
from people.queries.rights import needs_second_factor
from people.queries.scopes import ends_within, grantable_accounts, is_administrators
from people.queries.tree import UnitTree
from people.remembered import forget_rights
from people.rights import Right
from people.scope import require, require_unit
from people.services import audit
from people.services.sessions import end_sessions

NEIGHBOURHOODS = (Level.COMMUNE, Level.HAMLET)


@dataclass(frozen=True)
class Grant:
    """What is to be given: a role over a unit, perhaps until before a day."""

    unit: OrgUnit
    role: str
    valid_to: date | None = None


@transaction.atomic
def grant_scope(*, account: Account, grant: Grant, by: Account, at: datetime) -> Scope:
    """Give the role from today on; refused above or beside the giver's own units, and to oneself."""
    today, tree = clock.local_day(at), UnitTree.load()
    require(by, Right.GRANT_RIGHTS)
    require_unit(by, grant.unit.uuid, today, tree, Right.GRANT_RIGHTS)
    _require_sense(grant, today)
    _require_hand(grant.unit, grant.role, by, today, tree)
    _require_candidate(account, by, today, tree)
    scope = _stored(account, grant, by, at)
    # Whoever printed a code before must not walk in as the new officer.
    FirstLoginCode.objects.filter(account=account, used_at__isnull=True).update(expires_at=at)
    if needs_second_factor(account):  # a session from before never showed one
        end_sessions(account=account, at=at)
    _tell(scope, by, at, given=True)
    return scope


@transaction.atomic
def end_scope(*, scope: Scope, by: Account, at: datetime) -> Scope:
    """From today on the scope gives nothing; the row stays as a memory."""
    today, tree = clock.local_day(at), UnitTree.load()
    require(by, Right.GRANT_RIGHTS)
    scope = Scope.objects.select_for_update(of=("self",)).select_related("account", "unit").get(pk=scope.pk)
    if scope.account_id == by.pk:
        raise Forbidden(_("Không ai tự giao hay bớt quyền của mình."))
    if not ends_within(scope, by, today, tree):
        raise DomainError(_("Không có quyền này trong phạm vi bạn phụ trách."), status=404)
    _require_hand(scope.unit, scope.role, by, today, tree)
    if scope.valid_to and scope.valid_to <= today:
        raise Conflict(_("Quyền này đã kết thúc trước đó."))
    scope.valid_to = max(today, scope.valid_from) if scope.valid_from else today
    scope.save(update_fields=["valid_to"])
    _tell(scope, by, at, given=False)
    return scope


def _require_sense(grant: Grant, today: date) -> None:
    if grant.role not in Scope.Role.values:
        raise DomainError(_("Không có vai trò này."))
    if grant.role == Scope.Role.HELPER and (grant.unit.is_office or grant.unit.level not in NEIGHBOURHOODS):
        raise DomainError(_("Tổ công nghệ số cộng đồng thuộc một xã, phường, ấp hay khu phố."))
    if grant.role == Scope.Role.EDITOR and (grant.unit.is_office or grant.unit.level != Level.COMMUNE):
        raise DomainError(_("Trang công khai là của xã, phường: hãy chọn một xã, phường."))
    if not grant.unit.exists_on(today):
        raise DomainError(_("Đơn vị này không còn: hãy chọn đơn vị hiện nay."))
    if grant.valid_to and grant.valid_to <= today:
        raise DomainError(_("Ngày hết hạn phải sau hôm nay."))


def _require_hand(unit: OrgUnit, role: str, by: Account, today: date, tree: UnitTree) -> None:
    if is_administrators(unit.pk, role, by, today, tree):
        raise Forbidden(_("Quyền nhân sự toàn tỉnh, thành phố do quản trị hệ thống giao và kết thúc."))


def _require_candidate(account: Account, by: Account, today: date, tree: UnitTree) -> None:
    if account.pk == by.pk:
        raise Forbidden(_("Không ai tự giao hay bớt quyền của mình."))
    if not grantable_accounts(by, today, tree).filter(pk=account.pk).exists():
        raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404)
    if not has_signed_in(account):
        raise Conflict(_("Người này chưa đặt mật khẩu riêng. In mã đăng nhập cho họ, rồi giao quyền sau."))


def _stored(account: Account, grant: Grant, by: Account, at: datetime) -> Scope:
    today = clock.local_day(at)
    said = Conflict(_("Người này đã có vai trò đó ở đơn vị này."))
    same = Scope.objects.filter(account=account, unit=grant.unit, role=grant.role)
    if same.filter(valid_to__gt=today).exists():
        raise said
    try:
        with transaction.atomic():
            return same.create(
                account=account, unit=grant.unit, role=grant.role, valid_from=today, valid_to=grant.valid_to,
                granted_by=by, granted_at=at,
            )  # fmt: skip
    except IntegrityError as twice:  # an open one stands, or another click was faster
        raise said from twice


def _tell(scope: Scope, by: Account, at: datetime, *, given: bool) -> None:
    forget_rights(scope.account)
    detail = {"account": scope.account.username, "role": scope.role}
    if scope.valid_to:
        detail["until"] = format_day(scope.valid_to)
    audit.record(
        "scope_granted" if given else "scope_ended", kind=audit.Kind.ACCOUNT, by=by, at=at,
        person=scope.account.person, unit=scope.unit, detail=detail,
    )  # fmt: skip
