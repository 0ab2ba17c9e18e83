"""The list of people and one person's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from people.models import OrgUnit, Person, PersonMerge, RoleKind
from people.models.org_unit import Level
from people.queries.people import (
    account_state,
    for_list,
    lines_of,
    people_named,
    people_of_unit,
    people_with_role,
    unplaced_people,
)
from people.queries.terms import category_names
from people.services.slips import MOST
from people.views.desk import Desk, desk_page, page_of

ROWS = 50


@desk_page
@require_safe
def people_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody in scope, narrowed by name and unit."""
    unit = chosen_unit(desk, request.GET)
    page = page_of(for_list(chosen_people(desk, request.GET, unit), desk.today), request, ROWS)
    search, waiting = request.GET.get("tim", "").strip(), bool(request.GET.get("cho-xep"))
    desk.looked(
        "people_searched" if search else "people_listed", unit=unit, count=page.paginator.count,
        search=search, waiting=waiting or None,
    )  # fmt: skip
    context = desk.context(
        page=page,
        lines=lines_of(list(page), desk.tree, desk.today),
        unit=unit,
        unit_options=unit_options(desk, unit),
        search=search,
        unplaced=waiting,
        without_unplaced=_without(request, "cho-xep"),
        role=request.GET.get("vai-tro", ""),
        role_options=list(RoleKind.objects.values_list("code", "name")),
        without_role=_without(request, "vai-tro"),
        without_unit=_without(request, "don-vi"),
        without_search=_without(request, "tim"),
        most=MOST,
    )
    return render(request, "people/people_list.html", context)


@desk_page
@require_safe
def person_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """One person: who, where over time, and whether they can sign in."""
    person = desk.person(uuid)
    if person.uuid != uuid:  # the address of a record that was merged into this one
        return redirect("person_detail", person.uuid)
    desk.looked("person_viewed", person=person)
    posts = person.postings.select_related("unit", "roster").order_by("-starts_on", "-pk")
    roles = person.roles.select_related("unit", "role").order_by("-starts_on", "-pk")
    categories = category_names()
    context = desk.context(
        person=person,
        posts=[_post(desk, post, categories) for post in posts if post.ends_on != post.starts_on],
        roles=[_role(desk, role) for role in roles if role.ends_on != role.starts_on],
        merges=_merges(person),
        other_numbers=person.identities.order_by("pk"),
        account_state=account_state(person),
        in_hand=desk.has_in_hand(person),
        may_audit=desk.may_audit,
        person_uuid=str(person.uuid),
        is_locked=hasattr(person, "account") and not person.account.is_active,
    )
    return render(request, "people/person_detail.html", context)


def chosen_unit(desk: Desk, query: Mapping[str, Any]) -> OrgUnit | None:
    """The unit asked for; one outside the scope is refused like an unknown one."""
    uuid = query.get("don-vi", "")
    return desk.unit(as_uuid(uuid)) if uuid else None


def as_uuid(text: str) -> UUID:
    """A malformed identifier is an unknown one."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def chosen_people(desk: Desk, query: Mapping[str, Any], unit: OrgUnit | None) -> QuerySet[Person]:
    """The people in scope that the filters leave."""
    people = desk.people
    if unit:
        people = people_of_unit(people, desk.tree, unit.pk, desk.today)
    if query.get("cho-xep"):
        people = unplaced_people(people, desk.tree, desk.today)
    if role := query.get("vai-tro", ""):
        people = people_with_role(people, role, desk.today)
    text = query.get("tim", "").strip()
    return people_named(people, text) if text else people


def unit_options(
    desk: Desk, chosen: OrgUnit | None = None, *, hamlets: bool = False
) -> list[tuple[str, str]]:
    """Units as options, those below set in by spaces that HTML keeps; a chosen ấp stands last, on its own."""
    shown = desk.shown_units(hamlets=hamlets)
    options = [(str(unit.uuid), "\u2003" * depth + unit.full_name) for unit, depth in shown]
    if chosen and chosen.level == Level.HAMLET and not hamlets:
        options.append((str(chosen.uuid), chosen.full_name))
    return options


def _without(request: HttpRequest, *names: str) -> str:
    """The address with fewer conditions, on its first page."""
    query = request.GET.copy()
    for name in (*names, "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}"


def _merges(person: Person) -> list[PersonMerge]:
    """The standing merges into this person, newest first."""
    rows = person.merges_in.filter(undone_at__isnull=True).select_related("gone", "merged_by__person")
    return list(rows)


def _role(desk: Desk, role: Any) -> dict[str, Any]:
    return {
        "role": role,
        "is_open": role.ends_on is None or role.ends_on > desk.today,
        "links": desk.units is None or role.unit_id in desk.units,
    }


def _post(desk: Desk, post: Any, categories: dict[str, str]) -> dict[str, Any]:
    current = desk.tree.current(post.unit_id, desk.today)
    moved = current is not None and current != post.unit_id
    return {
        "post": post,
        "now": desk.tree.units[current] if moved and current else None,
        "category": categories.get(post.category, post.category),
        "is_open": post.ends_on is None or post.ends_on > desk.today,
        "is_future": post.starts_on > desk.today,
        "links": desk.units is None or post.unit_id in desk.units,
    }
