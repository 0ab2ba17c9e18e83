"""The list of people and one person's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.models import OrgUnit, Person
from people.queries.people import (
    account_state,
    for_list,
    lines_of,
    people_of_unit,
    posted_on,
    unplaced_people,
)
from people.queries.search import Found, people_named
from people.scope import require_person, visible_people
from people.services.slips import MOST
from people.views.desk import Desk, desk_page, page_of
from people.views.frames import FrameForm, frame_of, frame_query

ROWS = 50


@desk_page
@require_safe
def people_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody in scope, narrowed by name and unit."""
    desk, frame_form = framed(desk, request.GET)
    unit = chosen_unit(desk, request.GET)
    page = page_of(_listed(desk, request.GET, unit), request, ROWS)
    context = desk.context(
        unit=unit,
        unit_options=unit_options(desk, unit),
        search=request.GET.get("tim", ""),
        unplaced=bool(request.GET.get("cho-xep")),
        without_unplaced=without(request, "cho-xep"),
        without_unit=without(request, "don-vi"),
        without_search=without(request, "tim"),
        **table_context(request, desk, page, frame_form, unit),
    )
    return render(request, "people/people_list.html", context)


def framed(desk: Desk, query: Mapping[str, Any]) -> tuple[Desk, FrameForm]:
    """The desk on the day and in the frame that the address asks for."""
    frame, form = frame_of(query, desk.today)
    return desk.seen_in(frame), form


def table_context(
    request: HttpRequest, desk: Desk, page: Any, frame_form: FrameForm, unit: OrgUnit | None
) -> dict[str, Any]:
    """What the table of people shows; codes are printed for those who are here today, so nobody is ticked before."""
    people = list(page)
    export = request.GET.copy()
    export.pop("page", None)
    export.update({"don-vi": str(unit.uuid)} if unit and "don-vi" not in export else {})
    is_past = desk.day != desk.today
    return {
        "page": page,
        "lines": lines_of(people, desk.tree, desk.units_on),
        "linked": _open_to(desk, people) if is_past else None,
        "frame": desk.frame,
        "frame_form": frame_form,
        "without_frame": without(request, "ngay", "khung"),
        "picking": desk.may_change and not is_past,
        "most": MOST,
        "kept": frame_query(desk.frame),
        "export": export.urlencode(),
    }


def _open_to(desk: Desk, people: list[Person]) -> set[int]:
    """Whose page opens: whoever has left the scope since is only a name here."""
    today = visible_people(desk.account, desk.today, desk.tree)
    return set(today.filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True))


def _listed(desk: Desk, query: Mapping[str, Any], unit: OrgUnit | None) -> Any:
    """The people in the order of the list; names that were typed are found in the order of their likeness."""
    people = for_list(narrowed(desk, query, unit), desk.day)
    text = query.get("tim", "").strip()
    return Found(people, text, few=_are_few(desk, unit)) if text else people


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
    people = narrowed(desk, query, unit)
    text = query.get("tim", "").strip()
    return people_named(people, text, few=_are_few(desk, unit)) if text else people


def narrowed(desk: Desk, query: Mapping[str, Any], unit: OrgUnit | None) -> QuerySet[Person]:
    """The people in scope, of the unit when one is chosen, or without a place."""
    people = desk.people
    if unit:
        people = people_of_unit(people, desk.tree, unit.pk, desk.day, desk.units_on)
    elif desk.day != desk.today and desk.sees_everybody:
        # Nearly everybody: asked of each, the first page needs to look at few.
        people = people.filter(Exists(posted_on(desk.day).filter(person=OuterRef("pk"))))
    if query.get("cho-xep"):
        people = unplaced_people(people, desk.tree, desk.day, desk.units_on)
    return people


def _are_few(desk: Desk, unit: OrgUnit | None) -> bool:
    return unit is not None or not desk.sees_everybody


def unit_options(desk: Desk, chosen: OrgUnit | None) -> list[tuple[str, str]]:
    """Units as options, those below set in by spaces that HTML keeps; the chosen one even if of another day."""
    options = [(str(unit.uuid), "\u2003" * depth + unit.full_name) for unit, depth in desk.shown_units()]
    if chosen and not any(value == str(chosen.uuid) for value, _label in options):
        options.insert(0, (str(chosen.uuid), chosen.full_name))
    return options


def without(request: HttpRequest, *names: str) -> str:
    """The address with fewer conditions, on its first page."""
    query = request.GET.copy()
    for name in (*names, "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}"


def _post(desk: Desk, post: Any) -> dict[str, Any]:
    """A post with the unit as it was, and what has become of it since."""
    current = desk.tree.current(post.unit_id, desk.today)
    return {
        "post": post,
        "now": desk.tree.units[current] if current and current != post.unit_id else None,
        "is_gone": current is None and post.unit.valid_to and post.unit.valid_to <= desk.today,
        "is_open": post.ends_on is None or post.ends_on > desk.today,
        "links": desk.units is None or post.unit_id in desk.units,
    }
