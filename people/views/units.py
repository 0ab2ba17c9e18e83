"""The units of a day with how many people each has; one unit is the list of its people."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.queries.coverage import heads_on
from people.queries.people import counts_by_unit, for_list, people_of_unit, unplaced_people
from people.views.desk import Desk, desk_page, page_of
from people.views.frames import frame_query
from people.views.people import ROWS, framed, narrowed, table_context


@desk_page
@require_safe
def unit_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every unit in scope, in Vietnamese order under its parent."""
    desk, frame_form = framed(desk, request.GET)
    people = narrowed(desk, {}, None)
    counts = counts_by_unit(None if desk.sees_everybody else people, desk.tree, desk.day, desk.units_on)
    lines = [
        {"unit": unit, "depth": depth, "people": counts.get(unit.id, 0)} for unit, depth in desk.shown_units()
    ]
    context = desk.context(
        lines=lines,
        total=people.count(),
        unplaced=unplaced_people(people, desk.tree, desk.day, desk.units_on).count(),
        frame=desk.frame,
        frame_form=frame_form,
        kept=frame_query(desk.frame),
    )
    return render(request, "people/unit_list.html", context)


@desk_page
@require_safe
def unit_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A unit's people; a unit of the past says what it became."""
    desk, frame_form = framed(desk, request.GET)
    unit = desk.unit(uuid)
    people = people_of_unit(desk.people, desk.tree, unit.pk, desk.day, desk.units_on)
    page = page_of(for_list(people, desk.day), request, ROWS)
    context = desk.context(
        unit=unit,
        became=_became(desk, unit.pk),
        formed_from=_formed_from(desk, unit.pk),
        crumbs=_crumbs(desk, unit.pk, unit.full_name),
        **table_context(request, desk, page, frame_form, unit),
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
    above = [desk.tree.units[pk] for pk in reversed(desk.tree.ancestors(unit_id, desk.units_on))]
    seen = [unit for unit in above if desk.units is None or unit.id in desk.units]
    crumbs = [{"label": unit.full_name, "href": reverse("unit_detail", args=[unit.uuid])} for unit in seen]
    return [*crumbs, {"label": name, "href": ""}] if crumbs else []
