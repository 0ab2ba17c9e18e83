"""Who has which role over which unit; giving a role, and ending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import DomainError
from people.models import Account, Person, Scope
from people.queries.people import PersonLine, for_list, has_signed_in, lines_of
from people.queries.scopes import (
    accounts_named,
    grantable_accounts,
    is_administrators,
    narrowed,
    scopes_within,
)
from people.queries.search import people_named
from people.queries.tree import UnitTree
from people.rights import RIGHTS, SAID, Right
from people.rights_forms import GrantForm
from people.scope import may, visible_people
from people.services.scopes import end_scope, grant_scope
from people.views.desk import Desk, page_for, page_of
from people.views.people import as_uuid, unit_options

ROWS = 50
MOST_FOUND, MOST_OTHERS = 20, 5


@page_for(Right.SEE_AUDIT)
@require_safe
def rights(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The roles within the reader's units: those of today or, asked for, those that ended."""
    query = request.GET
    unit = desk.unit(as_uuid(query["don-vi"])) if query.get("don-vi") else None
    ended = query.get("tinh-trang") == "da-ket-thuc"
    text, role = query.get("tim", "").strip(), query.get("vai-tro", "")
    scopes = scopes_within(desk.units).filter(**({"unit": unit} if unit else {}))
    page = page_of(narrowed(scopes, today=desk.today, text=text, role=role, ended=ended), request, ROWS)
    may_grant = may(desk.account, Right.GRANT_RIGHTS)
    context = desk.context(
        page=page,
        lines=[_line(scope, desk, may_grant) for scope in page],
        tabs=_tabs(ended),
        search=text,
        role=role,
        roles=Scope.Role.choices,
        unit=unit,
        unit_options=unit_options(desk),
        narrowed=bool(text or role or unit),
        ended=ended,
        may_grant=may_grant,
        table=[(Scope.Role(role).label, SAID[role]) for role in RIGHTS],
    )
    return render(request, "people/rights.html", context)


@page_for(Right.GRANT_RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def right_grant(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First find the person, then choose role and unit."""
    given = request.POST if request.method == "POST" else request.GET
    account = _candidate(desk, given["tai-khoan"]) if given.get("tai-khoan") else None
    if account is None:
        return _find(request, desk)
    form = GrantForm(
        request.POST if request.method == "POST" else None, units=unit_options(desk), today=desk.today
    )
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            scope = grant_scope(account=account, grant=form.grant(), by=desk.account, at=desk.now)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _told(scope))
            return redirect("rights")
    context = desk.context(form=form, account=account)
    return render(request, "people/right_grant.html", context, status=status)


@page_for(Right.GRANT_RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def right_end(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Ask by name, then end the role as of today."""
    scope = scopes_within(desk.units).filter(uuid=uuid).first()
    if scope is None:
        raise DomainError(_("Không có quyền này trong phạm vi bạn phụ trách."), status=404)
    if request.method != "POST":
        return render(request, "people/right_end.html", desk.context(scope=scope))
    end_scope(scope=scope, by=desk.account, at=desk.now)
    told = {"name": scope.account.get_full_name(), "unit": scope.unit.full_name}
    messages.success(request, _("%(name)s không còn quyền ở %(unit)s kể từ hôm nay.") % told)
    return redirect("rights")


def _find(request: HttpRequest, desk: Desk) -> HttpResponse:
    text = request.GET.get("tim", "").strip()
    found = list(_candidates(desk, text)[: MOST_FOUND + 1]) if text else []
    places = _places(desk, [account.person_id for account in found if account.person_id])
    if text:
        desk.looked("people_searched", count=len(found), search=text)
    context = desk.context(
        search=text,
        found=[_candidate_line(account, places) for account in found[:MOST_FOUND]],
        more=len(found) > MOST_FOUND,
        without=_without_account(desk, text) if text else [],
    )
    return render(request, "people/right_find.html", context)


def _candidates(desk: Desk, text: str) -> QuerySet[Account]:
    accounts = accounts_named(grantable_accounts(desk.account, desk.today, desk.tree), text)
    return accounts.select_related("person").order_by("person__sort_key", "username")


def _candidate(desk: Desk, username: str) -> Account:
    accounts = grantable_accounts(desk.account, desk.today, desk.tree).select_related("person")
    account = accounts.filter(username=username).first()
    if account is None:
        raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404)
    return account


def _without_account(desk: Desk, text: str) -> list[Any]:
    """People in scope whom no role can be given yet."""
    people = visible_people(desk.account, desk.today, desk.tree, Right.GRANT_RIGHTS)
    return list(people_named(people, text).filter(account__isnull=True).order_by("sort_key")[:MOST_OTHERS])


def _places(desk: Desk, people: list[int]) -> dict[int, str]:
    """Post and unit, for people of one name."""
    lines = lines_of(list(for_list(Person.objects.filter(pk__in=people), desk.today)), desk.tree, desk.today)
    return {line.person.pk: ", ".join(filter(None, [line.position, *_names(line)])) for line in lines}


def _names(line: PersonLine) -> list[str]:
    return [unit.full_name for unit in line.units]


def _candidate_line(account: Account, places: dict[int, str]) -> dict[str, Any]:
    return {
        "account": account,
        "active": has_signed_in(account),
        "place": places.get(account.person_id or 0, ""),
    }


def _line(scope: Scope, desk: Desk, may_grant: bool) -> dict[str, Any]:
    lasts = scope.valid_to is None or scope.valid_to > desk.today
    return {
        "scope": scope,
        "now": _now(desk.tree, scope, desk),
        "may_end": may_grant and lasts and _may_end(scope, desk),
        "ends_by_itself": scope.valid_to if lasts else None,
    }


def _may_end(scope: Scope, desk: Desk) -> bool:
    kept = is_administrators(scope.unit_id, scope.role, desk.account, desk.today, desk.tree)
    return scope.account_id != desk.account.pk and not kept


def _now(tree: UnitTree, scope: Scope, desk: Desk) -> Any:
    """What the unit of an older scope is called today."""
    current = tree.current(scope.unit_id, desk.today)
    return tree.units[current] if current and current != scope.unit_id else None


def _tabs(ended: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("Đang có hiệu lực"), "href": "?", "current": not ended},
        {"label": _("Đã kết thúc"), "href": "?tinh-trang=da-ket-thuc", "current": ended},
    ]


def _told(scope: Scope) -> str:
    told = {
        "role": scope.get_role_display(),
        "unit": scope.unit.full_name,
        "name": scope.account.get_full_name(),
    }
    return _("Đã giao vai trò %(role)s ở %(unit)s cho %(name)s.") % told
