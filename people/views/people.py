"""The list of people and one person's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.models import OrgUnit, Person
from people.queries.people import (
    account_state,
    for_list,
    lines_of,
    people_named,
    people_of_unit,
    unplaced_people,
)
from people.scope import require_person
from people.services.slips import MOST
from people.views.desk import Desk, desk_page, page_of

ROWS = 50


@desk_page
@require_safe
def people_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody in scope, narrowed by name and unit."""
    unit = chosen_unit(desk, request.GET)
    page = page_of(for_list(chosen_people(desk, request.GET, unit), desk.today), request, ROWS)
    context = desk.context(
        page=page,
        lines=lines_of(list(page), desk.tree, desk.today),
        unit=unit,
        unit_options=unit_options(desk),
        search=request.GET.get("tim", ""),
        unplaced=bool(request.GET.get("cho-xep")),
        without_unplaced=_without(request, "cho-xep"),
        without_unit=_without(request, "don-vi"),
        without_search=_without(request, "tim"),
        most=MOST,
    )
    return render(request, "people/people_list.html", context)


@desk_page
@require_safe
def person_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """One person: who, where over time, and whether they can sign in."""
    person = require_person(desk.account, uuid, desk.today)
    posts = person.postings.select_related("unit", "roster").order_by("-starts_on", "-pk")
    context = desk.context(
        person=person,
        posts=[_post(desk, post) for post in posts if post.ends_on != post.starts_on],
        account_state=account_state(person),
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
    text = query.get("tim", "").strip()
    return people_named(people, text) if text else people


def unit_options(desk: Desk) -> list[tuple[str, str]]:
    """Units as options, those below set in by spaces that HTML keeps."""
    return [(str(unit.uuid), "\u2003" * depth + unit.full_name) for unit, depth in desk.shown_units()]


def _without(request: HttpRequest, *names: str) -> str:
    """The address with fewer conditions, on its first page."""
    query = request.GET.copy()
    for name in (*names, "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}"


def _post(desk: Desk, post: Any) -> dict[str, Any]:
    current = desk.tree.current(post.unit_id, desk.today)
    moved = current is not None and current != post.unit_id
    return {
        "post": post,
        "now": desk.tree.units[current] if moved and current else None,
        "is_open": post.ends_on is None or post.ends_on > desk.today,
        "links": desk.units is None or post.unit_id in desk.units,
    }
