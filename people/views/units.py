"""The units of today with how many people each has; one unit is the list of its people."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.queries.coverage import heads_on
from people.queries.people import counts_by_unit, for_list, lines_of, people_of_unit, unplaced_people
from people.services.slips import MOST
from people.views.desk import Desk, desk_page, page_of
from people.views.people import ROWS


@desk_page
@require_safe
def unit_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every unit in scope, in Vietnamese order under its parent."""
    counts = counts_by_unit(desk.people, desk.tree, desk.today)
    lines = [
        {"unit": unit, "depth": depth, "people": counts.get(unit.id, 0)} for unit, depth in desk.shown_units()
    ]
    unplaced = unplaced_people(desk.people, desk.tree, desk.today).count()
    context = desk.context(lines=lines, total=desk.people.count(), unplaced=unplaced)
    return render(request, "people/unit_list.html", context)


@desk_page
@require_safe
def unit_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A unit's people; a unit of the past says what it became."""
    unit = desk.unit(uuid)
    people = people_of_unit(desk.people, desk.tree, unit.pk, desk.today)
    page = page_of(for_list(people, desk.today), request, ROWS)
    desk.looked("unit_people_listed", unit=unit, count=page.paginator.count)
    context = desk.context(
        unit=unit,
        page=page,
        lines=lines_of(list(page), desk.tree, desk.today),
        became=_became(desk, unit.pk),
        formed_from=_formed_from(desk, unit.pk),
        crumbs=_crumbs(desk, unit.pk, unit.full_name),
        most=MOST,
    )
    return render(request, "people/unit_detail.html", context)


def _became(desk: Desk, unit_id: int) -> list[Any]:
    """The units of today that a unit of the past went into."""
    if desk.tree.units[unit_id].exists_on(desk.today):
        return []
    return [desk.tree.units[pk] for pk in heads_on(desk.tree, unit_id, desk.today)]


def _formed_from(desk: Desk, unit_id: int) -> list[Any]:
    """The units that this one was put together from, when there were several."""
    former = {way.from_id for way in desk.tree.changes_in.get(unit_id, ())} - {unit_id}
    named = sorted((desk.tree.units[pk] for pk in former), key=lambda unit: unit.sort_key)
    return named if len(named) > 1 and desk.tree.units[unit_id].level == "xa" else []


def _crumbs(desk: Desk, unit_id: int, name: str) -> list[dict[str, str]]:
    """Only ancestors in scope are links."""
    above = [desk.tree.units[pk] for pk in reversed(desk.tree.ancestors(unit_id, desk.today))]
    seen = [unit for unit in above if desk.units is None or unit.id in desk.units]
    crumbs = [{"label": unit.full_name, "href": reverse("unit_detail", args=[unit.uuid])} for unit in seen]
    return [*crumbs, {"label": name, "href": ""}] if crumbs else []
