"""Who may do what on the pages of chasing, and what all of them show."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError, Forbidden
from people import scope
from people.models import Account
from people.rights import Right
from reports.models import ChasePlan
from reports.queries.chasing.missing import with_subject
from reports.views.page import may_set_targets

CHASE = Right.GIVE_COURSES


def account_of(request: HttpRequest) -> Account:
    """Whoever is signed in."""
    account: Account = request.user  # type: ignore[assignment]
    return account


def in_hand(account: Account) -> set[int] | None:
    """The units whose people the account may chase; None: all."""
    return scope.visible_unit_ids(account, clock.today(), right=CHASE)


def may_plan(account: Account, plan: ChasePlan) -> bool:
    """The ladder of a target is the province's; of an order theirs who give courses to its unit."""
    if plan.target_id:
        return may_set_targets(account)
    units = in_hand(account)
    return units is None or plan.assignment.unit_id in units  # type: ignore[union-attr]


def require_plan(account: Account, **which: Any) -> ChasePlan:
    """The plan, or the same answer for a foreign one and for none."""
    scope.require(account, CHASE)
    plan = with_subject(ChasePlan.objects.filter(**which)).first()
    if plan is None or not may_plan(account, plan):
        raise DomainError(_("Không có kế hoạch đôn đốc này trong phạm vi bạn phụ trách."), status=404)
    return plan


def require_whole(account: Account) -> None:
    """For what holds for everybody."""
    if not may_set_targets(account):
        raise Forbidden(_("Việc này do cán bộ nhân sự phụ trách toàn tỉnh, thành phố làm."))


def frame(account: Account, here: str) -> dict[str, Any]:
    """The tabs, and what the frame of the desk needs."""
    names = [
        ("chase_today", _("Hôm nay")), ("chase_plans", _("Kế hoạch")), ("chase_history", _("Đã báo")),
        ("chase_mend", _("Cần sửa")), ("chase_holidays", _("Ngày nghỉ")),
    ]  # fmt: skip
    tabs = [
        {"label": label, "count": None, "current": name == here, "href": reverse(name)}
        for name, label in names
    ]
    return {"chase_tabs": tabs, "scope_label": scope.scope_title(account)}
