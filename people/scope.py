"""What one person may see: the one layer under every list, export, search and API.

An HR scope names a unit; it covers that unit, everything below it, and whatever it or they were and become
through reforms. Somebody without a scope sees nobody but themselves.
"""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from common.errors import DomainError, Forbidden
from people.models import Account, OrgUnit, Person, Scope
from people.queries.coverage import covered, heads_on, roots
from people.queries.people import posted_in
from people.queries.tree import Unit, UnitTree


def may_use_desk(account: Account) -> bool:
    """Whether the account has any HR or leader scope."""
    return bool(account.is_superuser or Scope.objects.filter(account=account).exists())


def may_change_people(account: Account) -> bool:
    """Whether the account may import rosters and print codes: leaders only look."""
    return bool(account.is_superuser or Scope.objects.filter(account=account, role=Scope.Role.HR).exists())


def require_desk(account: Account) -> None:
    """Refuse whoever has no scope at all."""
    if not may_use_desk(account):
        raise Forbidden(_("Bàn nhân sự chỉ dành cho người được giao phụ trách đơn vị."))


def require_hr(account: Account) -> None:
    """Refuse whoever may look but not change."""
    require_desk(account)
    if not may_change_people(account):
        raise Forbidden(_("Bạn được xem số liệu, nhưng việc này do cán bộ nhân sự làm."))


def visible_unit_ids(account: Account, on: date, tree: UnitTree | None = None) -> set[int] | None:
    """The units whose people the account sees on a day; None means every unit there is."""
    if account.is_superuser:
        return None
    scoped = list(Scope.objects.filter(account=account).values_list("unit_id", flat=True))
    if not scoped:
        return set()
    tree = tree or UnitTree.load()
    heads = set().union(*(heads_on(tree, unit, on) for unit in scoped))
    if set() < roots(tree, on) <= heads:  # without any province nobody stands over everything
        return None
    return set().union(*(covered(tree, head, on) for head in heads))


def visible_people(account: Account, on: date, tree: UnitTree | None = None) -> QuerySet[Person]:
    """Whoever belongs to the account's scope on that day, and the account's own person."""
    units = visible_unit_ids(account, on, tree)
    if units is None:
        return Person.objects.all()
    own = Account.objects.filter(pk=account.pk, person__isnull=False).values_list("person_id", flat=True)
    return Person.objects.filter(pk__in=posted_in(units, on).union(own, all=True))


def require_person(account: Account, person_uuid: UUID | str, on: date) -> Person:
    """The person, or the same answer for "outside your scope" and "nobody": existence is not told."""
    person = visible_people(account, on).filter(uuid=person_uuid).first()
    if person is None:
        raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404)
    return person


def require_unit(
    account: Account,
    unit_uuid: UUID | str,
    on: date,
    tree: UnitTree | None = None,
    *,
    also_on: date | None = None,
) -> OrgUnit:
    """The unit, or 404 when it is unknown or outside the account's scope (on both days)."""
    unit = OrgUnit.objects.filter(uuid=unit_uuid).first()
    scopes = (visible_unit_ids(account, day, tree) for day in dict.fromkeys((on, also_on or on)))
    if unit is None or not any(units is None or unit.pk in units for units in scopes):
        raise DomainError(_("Không có đơn vị này trong phạm vi bạn phụ trách."), status=404)
    return unit


def scope_title(account: Account, on: date | None = None, tree: UnitTree | None = None) -> str:
    """The scope in words, as the desk's header says it: "toàn thành phố", "xã Xuân Định", "3 đơn vị"."""
    on = on or clock.today()
    tree = tree or UnitTree.load()
    provinces = roots(tree, on)
    if visible_unit_ids(account, on, tree) is None:
        return _whole(tree.units[min(provinces)]) if len(provinces) == 1 else _("toàn bộ")
    scoped = Scope.objects.filter(account=account).values_list("unit_id", flat=True)
    heads = sorted(set().union(*(heads_on(tree, unit, on) for unit in scoped)))
    if len(heads) == 1:
        return _in_running_text(tree.units[heads[0]])
    if not heads:
        return _("chưa được giao đơn vị")
    return ngettext("%(n)s đơn vị", "%(n)s đơn vị", len(heads)) % {"n": len(heads)}


def _whole(root: Unit) -> str:
    return _("toàn thành phố") if root.kind == "thành phố" else _("toàn tỉnh")


def _in_running_text(unit: Unit) -> str:
    return unit.full_name[:1].lower() + unit.full_name[1:] if not unit.is_office else unit.full_name
