"""Questions about who has which role where; never write."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Account, Person, Scope
from people.queries.coverage import heads_on, roots
from people.queries.search import people_named
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import visible_people, visible_unit_ids


def lasting(today: date) -> Q:
    """The condition that a scope has not ended (it may begin later)."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=today)


def scopes_within(units: set[int] | None) -> QuerySet[Scope]:
    """The scopes over the given units, by unit, the present ones first."""
    scopes = Scope.objects.select_related("account__person", "unit", "granted_by__person")
    if units is not None:
        scopes = scopes.filter(unit__in=units)
    return scopes.order_by("unit__sort_key", "unit__code", "role", "account__person__sort_key", "pk")


def narrowed(scopes: QuerySet[Scope], *, today: date, text: str, role: str, ended: bool) -> QuerySet[Scope]:
    """Those that last or, asked for, those that ended; of a role; of people whose name or sign-in fits."""
    scopes = scopes.exclude(lasting(today)) if ended else scopes.filter(lasting(today))
    if role in Scope.Role.values:
        scopes = scopes.filter(role=role)
    return scopes.filter(account__in=accounts_named(Account.objects.all(), text)) if text else scopes


def ends_within(scope: Scope, by: Account, today: date, tree: UnitTree) -> bool:
    """Whether all that the scope covers today lies in what `by` may give."""
    units = visible_unit_ids(by, today, tree, Right.GRANT_RIGHTS)
    heads = heads_on(tree, scope.unit_id, today)
    return units is None or (scope.unit_id in units if not heads else heads <= units)


def is_administrators(unit_id: int, role: str, by: Account, today: date, tree: UnitTree) -> bool:
    """HR of the whole province is given and ended by the system's administrator: four eyes at the top."""
    return role == Scope.Role.HR and unit_id in roots(tree, today) and not by.is_superuser


def grantable_accounts(by: Account, today: date, tree: UnitTree) -> QuerySet[Account]:
    """Accounts of people in the giver's units, and of officers who have no role outside these; never one's own."""
    others = Account.objects.filter(is_active=True, is_superuser=False).exclude(pk=by.pk)
    units = visible_unit_ids(by, today, tree, Right.GRANT_RIGHTS)
    if units is None:
        return others
    scopes = Scope.objects.filter(lasting(today), account=OuterRef("pk"))
    officer = Q(person__isnull=True) & Exists(scopes.filter(unit__in=units))
    people = visible_people(by, today, tree, Right.GRANT_RIGHTS)
    return others.filter(Q(person__in=people) | (officer & ~Exists(scopes.exclude(unit__in=units))))


def accounts_named(accounts: QuerySet[Account], text: str) -> QuerySet[Account]:
    """Those whose person fits what was typed (name, code, phone), or whose sign-in begins with it."""
    text = text.strip()
    typed = Q(first_name__icontains=text) | Q(last_name__icontains=text) | Q(username__istartswith=text)
    people = people_named(Person.objects.all(), text)
    return accounts.filter((Q(person__isnull=True) & typed) | Q(person__in=people))
