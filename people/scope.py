"""What one person may see and do: the one layer under every list, export, search and API.

A scope names a role and a unit; it covers that unit, everything below it, and whatever it or they were and become
through reforms. Somebody without a scope sees nobody but themselves. Which scopes count is a matter of today;
whom they cover is a matter of the day that the list speaks of.
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
from people.queries.units import in_force
from people.rights import REFUSAL, REFUSALS, RIGHTS, Right, roles_with


def scopes_of(account: Account, right: Right = Right.SEE_PEOPLE) -> QuerySet[Scope]:
    """The account's scopes that bring a right today."""
    return Scope.objects.filter(in_force(clock.today()), account=account, role__in=roles_with(right))


def may(account: Account, right: Right) -> bool:
    """Whether the account has a right over any unit."""
    return bool(account.is_superuser or scopes_of(account, right).exists())


def rights_given(account: Account) -> set[Right]:
    """Every right that the account's scopes bring today, over whatever unit, in one query."""
    roles = Scope.objects.filter(in_force(clock.today()), account=account).values_list("role", flat=True)
    return {right for role in roles for right in RIGHTS[role]}


def require(account: Account, right: Right) -> None:
    """Refuse whoever has the right nowhere, with the sentence that fits what they may do instead."""
    if not may(account, right):
        sentence = REFUSALS.get(right, REFUSAL) if may_use_desk(account) else REFUSALS[Right.SEE_PEOPLE]
        raise Forbidden(str(sentence))


def may_use_desk(account: Account) -> bool:
    """Whether the account has any HR or leader scope."""
    return may(account, Right.SEE_PEOPLE)


def may_change_people(account: Account) -> bool:
    """Whether the account may import rosters and print codes somewhere: leaders only look."""
    return may(account, Right.CHANGE_PEOPLE)


def require_desk(account: Account) -> None:
    """Refuse whoever has no business at the desk."""
    require(account, Right.SEE_PEOPLE)


def require_hr(account: Account) -> None:
    """Refuse whoever may look but not change."""
    require(account, Right.CHANGE_PEOPLE)


def may_reorganise(account: Account, on: date, tree: UnitTree | None = None) -> bool:
    """Whether the account has the HR right over everything there is: units of all are changed by nobody less."""
    return visible_unit_ids(account, on, tree, Right.REORGANISE) is None


def require_reorganiser(account: Account, on: date | None = None) -> None:
    """Refuse whoever answers for less than the whole province."""
    require_desk(account)
    if not may_reorganise(account, on or clock.today()):
        raise Forbidden(_("Việc sắp xếp đơn vị do cán bộ nhân sự phụ trách toàn tỉnh, thành phố làm."))


def visible_unit_ids(
    account: Account, on: date, tree: UnitTree | None = None, right: Right = Right.SEE_PEOPLE
) -> set[int] | None:
    """The units over whose people of a day the account has a right; None means every unit there is."""
    if account.is_superuser:
        return None
    scoped = list(scopes_of(account, right).values_list("unit_id", flat=True))
    if not scoped:
        return set()
    tree = tree or UnitTree.load()
    heads = set().union(*(heads_on(tree, unit, on) for unit in scoped))
    if set() < roots(tree, on) <= heads:  # without any province nobody stands over everything
        return None
    return set().union(*(covered(tree, head, on) for head in heads))


def visible_people(
    account: Account, on: date, tree: UnitTree | None = None, right: Right = Right.SEE_PEOPLE
) -> QuerySet[Person]:
    """Whoever belongs to the account's scope on that day; to look at, also the account's own person."""
    units = visible_unit_ids(account, on, tree, right)
    standing = Person.objects.filter(merged_into__isnull=True)
    if units is None:
        return standing
    inside = posted_in(units, on)
    if right is Right.SEE_PEOPLE:
        own = Account.objects.filter(pk=account.pk, person__isnull=False).values_list("person_id", flat=True)
        inside = inside.union(own, all=True)
    return standing.filter(pk__in=inside)


def require_person(
    account: Account, person_uuid: UUID | str, on: date, right: Right = Right.SEE_PEOPLE
) -> Person:
    """The person, or the same answer for "outside your scope" and "nobody": existence is not told.

    The address of a record that was merged away leads to its survivor.
    """
    people = visible_people(account, on, right=right)
    person = people.filter(uuid=person_uuid).first() or people.filter(merged__uuid=person_uuid).first()
    if person is None:
        raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404)
    return person


def require_unit(
    account: Account,
    unit_uuid: UUID | str,
    on: date,
    tree: UnitTree | None = None,
    right: Right = Right.SEE_PEOPLE,
    *,
    also_on: date | None = None,
) -> OrgUnit:
    """The unit, or 404 when it is unknown or outside the account's scope (on both days)."""
    unit = OrgUnit.objects.filter(uuid=unit_uuid).first()
    scopes = (visible_unit_ids(account, day, tree, right) for day in dict.fromkeys((on, also_on or on)))
    if unit is None or not any(units is None or unit.pk in units for units in scopes):
        raise DomainError(_("Không có đơn vị này trong phạm vi bạn phụ trách."), status=404)
    return unit


def scope_heads(account: Account, on: date, tree: UnitTree, right: Right = Right.SEE_PEOPLE) -> list[int]:
    """The units of a day that the account's scopes stand for, smallest key first."""
    scoped = scopes_of(account, right).values_list("unit_id", flat=True)
    return sorted(set().union(*(heads_on(tree, unit, on) for unit in scoped)))


def scope_title(account: Account, on: date | None = None, tree: UnitTree | None = None) -> str:
    """The scope in words, as the desk's header says it: "toàn thành phố", "xã Xuân Định", "3 đơn vị"."""
    on = on or clock.today()
    tree = tree or UnitTree.load()
    provinces = roots(tree, on)
    if visible_unit_ids(account, on, tree) is None:
        return _whole(tree.units[min(provinces)]) if len(provinces) == 1 else _("toàn bộ")
    heads = scope_heads(account, on, tree)
    if len(heads) == 1:
        return _in_running_text(tree.units[heads[0]])
    if not heads:
        return _("chưa được giao đơn vị")
    return ngettext("%(n)s đơn vị", "%(n)s đơn vị", len(heads)) % {"n": len(heads)}


def _whole(root: Unit) -> str:
    return _("toàn thành phố") if root.kind == "thành phố" else _("toàn tỉnh")


def _in_running_text(unit: Unit) -> str:
    return unit.full_name[:1].lower() + unit.full_name[1:] if not unit.is_office else unit.full_name
