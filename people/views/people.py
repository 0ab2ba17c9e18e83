"""The list of people and one person's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.vietnamese import format_day
from people.models import OrgUnit, Person, PersonMerge, RoleKind
from people.queries.ordering import InOrder
from people.queries.people import (
    account_state,
    for_list,
    lines_of,
    people_of_unit,
    people_with_role,
    posted_on,
    unplaced_people,
)
from people.queries.search import Found, people_named
from people.queries.terms import category_names
from people.scope import visible_people
from people.services.slips import MOST
from people.views.desk import Desk, desk_page, page_of
from people.views.frames import FrameForm, frame_of, frame_query
from people.views.list_choices import choices_context, sort_of

ROWS = 50
EXPORT_FORMATS = (("xlsx", "Excel (XLSX)"), ("csv", "CSV"), ("pdf", "PDF"))


@desk_page
@require_safe
def people_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody in scope, narrowed by name and unit."""
    desk, frame_form = framed(desk, request.GET)
    unit = chosen_unit(desk, request.GET)
    page = page_of(_listed(desk, request.GET, unit), request, ROWS)
    search, waiting = request.GET.get("tim", "").strip(), bool(request.GET.get("cho-xep"))
    desk.looked(
        "people_searched" if search else "people_listed", unit=unit, count=page.paginator.count,
        search=search, waiting=waiting or None, day=day_told(desk),
    )  # fmt: skip
    context = desk.context(
        unit=unit,
        unit_options=unit_options(desk, unit),
        search=search,
        unplaced=waiting,
        role=request.GET.get("vai-tro", ""),
        role_options=list(RoleKind.objects.values_list("code", "name")),
        without_role=without(request, "vai-tro"),
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


def day_told(desk: Desk) -> str | None:
    """What the log says of a list of another day."""
    return None if desk.day == desk.today else format_day(desk.day)


def table_context(
    request: HttpRequest, desk: Desk, page: Any, frame_form: FrameForm, unit: OrgUnit | None
) -> dict[str, Any]:
    """What the table of people shows; codes are printed for those who are here today, so nobody is ticked before."""
    people = list(page)
    is_past = desk.day != desk.today
    return {
        "page": page,
        **choices_context(request.GET),
        "lines": lines_of(people, desk.tree, desk.units_on),
        "linked": _open_to(desk, people) if is_past else None,
        "frame": desk.frame,
        "frame_form": frame_form,
        "without_frame": without(request, "ngay", "khung"),
        "picking": desk.may_change and not is_past,
        "may_act": desk.may_give and not is_past,
        "export_formats": EXPORT_FORMATS if desk.may_export else (),
        "listed": _listed_as(request, unit),
        "most": MOST,
        "kept": frame_query(desk.frame),
    }


def _listed_as(request: HttpRequest, unit: OrgUnit | None) -> str:
    """The conditions of the list, its unit among them where the page is a unit's own."""
    query = request.GET.copy()
    query.pop("page", None)
    if unit and "don-vi" not in query:
        query["don-vi"] = str(unit.uuid)
    return query.urlencode()


def _open_to(desk: Desk, people: list[Person]) -> set[int]:
    """Whose page opens: whoever has left the scope since is only a name here."""
    today = visible_people(desk.account, desk.today, desk.tree, desk.right)
    return set(today.filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True))


def _listed(desk: Desk, query: QueryDict, unit: OrgUnit | None) -> Any:
    """The people in the order of the list; names that were typed are found in the order of their likeness."""
    if sort := sort_of(query):
        return ordered(desk, chosen_people(desk, query, unit), sort)
    people = for_list(narrowed(desk, query, unit), desk.day)
    text = query.get("tim", "").strip()
    return Found(people, text, few=_are_few(desk, unit)) if text else people


def ordered(desk: Desk, people: QuerySet[Person], sort: str) -> Any:
    """By a column; given names in order are what the database keeps ready."""
    if sort == "ten":
        return for_list(people, desk.day)
    return InOrder(people, sort, desk.day, desk.tree, desk.units_on)


def keys_in_order(desk: Desk, query: QueryDict, unit: OrgUnit | None) -> list[int]:
    """Everybody whom the list shows, on all of its pages; without a column by likeness, else by given name."""
    text, sort = str(query.get("tim", "")).strip(), sort_of(query)
    if text and not sort:
        by_name = narrowed(desk, query, unit).order_by("sort_key", "pk")
        return Found(by_name, text, few=_are_few(desk, unit)).keys
    people = chosen_people(desk, query, unit)
    return InOrder(people, sort or "ten", desk.day, desk.tree, desk.units_on).keys


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
    if role := query.get("vai-tro", ""):
        people = people_with_role(people, role, desk.day)
    return people


def _are_few(desk: Desk, unit: OrgUnit | None) -> bool:
    return unit is not None or not desk.sees_everybody


def unit_options(
    desk: Desk, chosen: OrgUnit | None = None, *, hamlets: bool = False
) -> list[tuple[str, str]]:
    """Units as options, those below set in by spaces that HTML keeps; the chosen one even if it is no option."""
    shown = desk.shown_units(hamlets=hamlets)
    options = [(str(unit.uuid), "\u2003" * depth + unit.full_name) for unit, depth in shown]
    if chosen and not any(value == str(chosen.uuid) for value, _label in options):
        options.insert(0, (str(chosen.uuid), chosen.full_name))
    return options


def without(request: HttpRequest, *names: str) -> str:
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
    """A post with the unit as it was, and what has become of it since."""
    current = desk.tree.current(post.unit_id, desk.today)
    return {
        "post": post,
        "now": desk.tree.units[current] if current and current != post.unit_id else None,
        "is_gone": current is None and post.unit.valid_to and post.unit.valid_to <= desk.today,
        "category": categories.get(post.category, post.category),
        "is_open": post.ends_on is None or post.ends_on > desk.today,
        "is_future": post.starts_on > desk.today,
        "links": desk.units is None or post.unit_id in desk.units,
    }
