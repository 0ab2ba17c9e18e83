"""Who may write which commune's page in the studio: derived from the scopes, which alone say it.

Wagtail gives rights to groups, so each commune page with an editor has one; its members follow the scopes of today.
"""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction

from content.models import CommunePage
from content.services.granting import (
    OWN,
    STUDIO,
    allow_library,
    allow_on_page,
    collection_named,
    only_own_files,
    permissions_named,
)
from people.models import Account, Scope
from people.queries.coverage import heads_on
from people.queries.tree import UnitTree
from people.queries.units import in_force
from people.remembered import forget_rights
from people.rights import Right, roles_with

PREFIX = "Trang xã: "
SHELF = "Trang xã, phường"  # their pictures and documents, apart from the trainers'


@transaction.atomic
def bring_editors_up_to_date(*, on: date, account: Account | None = None) -> int:
    """Put accounts into the groups that their scopes of the day say, and out of all others; returns the changes."""
    only_own_files(Group.objects.filter(name__startswith=PREFIX), SHELF)
    wanted = _wanted(on, account)
    held = Account.groups.through.objects.filter(group__name__startswith=PREFIX)
    if account:
        held = held.filter(account_id=account.pk)
    have = set(held.values_list("account_id", "group__name"))
    named = {(member, _name(page)): page for member, page in wanted}
    for member, name in named.keys() - have:
        Account.objects.get(pk=member).groups.add(_group_of(named[member, name]))
    for member, name in have - named.keys():
        Account.objects.get(pk=member).groups.remove(Group.objects.get(name=name))
    changed = named.keys() ^ have
    for member in {member for member, _name_of_group in changed}:
        forget_rights(Account.objects.get(pk=member))
    return len(changed)


def _wanted(on: date, account: Account | None) -> list[tuple[int, CommunePage]]:
    scopes = Scope.objects.filter(in_force(on), role__in=roles_with(Right.EDIT_COMMUNE_PAGE))
    scopes = scopes.filter(account=account) if account else scopes
    given = list(scopes.values_list("account_id", "unit_id"))
    if not given:
        return []
    tree = UnitTree.load()
    heads = {unit: heads_on(tree, unit, on) for _account, unit in given}
    pages = {page.unit_id: page for page in CommunePage.objects.filter(unit__in=set().union(*heads.values()))}
    return [(member, pages[head]) for member, unit in given for head in heads[unit] if head in pages]


def _name(page: CommunePage) -> str:
    return f"{PREFIX}{page.slug}"[:150]


def _group_of(page: CommunePage) -> Group:
    group, _made = Group.objects.get_or_create(name=_name(page))
    group.permissions.add(*permissions_named(STUDIO))
    allow_on_page(group, page)
    allow_library(group, collection_named(SHELF), OWN)
    return group
