"""The units of a day with how many people each has; one unit is the list of its people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import DomainError
from people.draft_forms.new_unit import OFFICES, NewUnitForm
from people.models import Person
from people.models.org_unit import Branch, Level
from people.queries.coverage import heads_on
from people.queries.designations import designated_units, designated_versions
from people.queries.people import counts_by_unit, people_of_unit, unplaced_people
from people.queries.unit_history import aliases_of, history_of, parts_below
from people.services.change_kinds import branch_of
from people.services.new_units import create_unit
from people.views.desk import Desk, desk_page, hr_page, page_of
from people.views.frames import frame_query
from people.views.list_choices import sort_of
from people.views.people import ROWS, day_told, framed, narrowed, ordered, table_context


@desk_page
@require_safe
def unit_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every unit in scope, in Vietnamese order under its parent."""
    desk, frame_form = framed(desk, request.GET)
    people = narrowed(desk, {}, None)
    counts = counts_by_unit(None if desk.sees_everybody else people, desk.tree, desk.day, desk.units_on)
    held = designated_units(on=desk.units_on, tree=desk.tree)
    lines = [
        {"unit": unit, "depth": depth, "people": counts.get(unit.id, 0), "designations": held.get(unit.id)}
        for unit, depth in desk.shown_units()
    ]
    context = desk.context(
        lines=lines,
        total=people.count(),
        unplaced=unplaced_people(people, desk.tree, desk.day, desk.units_on).count(),
        frame=desk.frame,
        frame_form=frame_form,
        kept=frame_query(desk.frame),
        may_reorganise=desk.may_reorganise,
    )
    return render(request, "people/unit_list.html", context)


@desk_page
@require_safe
def unit_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A unit's people; a unit of the past says what it became."""
    desk, frame_form = framed(desk, request.GET)
    unit = desk.unit(uuid)
    people = people_of_unit(desk.people, desk.tree, unit.pk, desk.day, desk.units_on)
    page = page_of(ordered(desk, people, sort_of(request.GET) or "ten"), request, ROWS)
    desk.looked("unit_people_listed", unit=unit, count=page.paginator.count, day=day_told(desk))
    context = desk.context(
        unit=unit,
        became=_became(desk, unit.pk),
        history=history_of(unit.pk, desk.tree),
        aliases=aliases_of(desk.tree.units[unit.pk]),
        below=_below(desk, unit.pk, people),
        seen=desk.units,
        may_add=desk.may_change and unit.exists_on(desk.today),
        may_reorganise=desk.may_reorganise,
        crumbs=_crumbs(desk, unit.pk, unit.full_name),
        designations=designated_versions([unit.pk], on=desk.units_on, tree=desk.tree).get(unit.pk),
        **table_context(request, desk, page, frame_form, unit),
    )
    return render(request, "people/unit_detail.html", context)


def _became(desk: Desk, unit_id: int) -> list[Any]:
    """The units of today that a unit of the past went into."""
    if desk.tree.units[unit_id].exists_on(desk.today):
        return []
    return [desk.tree.units[pk] for pk in heads_on(desk.tree, unit_id, desk.today)]


def _below(desk: Desk, unit_id: int, people: QuerySet[Person]) -> list[tuple[Any, list[Any]]]:
    """What stands directly below today, under the name of its branch or level, with how many people."""
    if not desk.tree.units[unit_id].exists_on(desk.today):
        return []
    groups = []
    for key, units in parts_below(unit_id, desk.tree, desk.today):
        label = Level(key.removeprefix("level-")).label if key.startswith("level-") else _branch_label(key)
        groups.append((label, [unit for unit in units if desk.units is None or unit.id in desk.units]))
    below = [unit.id for _label, units in groups for unit in units]
    counts = counts_by_unit(people, desk.tree, desk.day, desk.units_on, below=below) if below else {}
    return [(label, [(unit, counts.get(unit.id, 0)) for unit in units]) for label, units in groups if units]


def _branch_label(branch: str) -> Any:
    return Branch(branch).label if branch else _("Cơ quan")


@hr_page
@require_http_methods(["GET", "POST"])
def unit_add(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A hamlet or a body below a unit in scope."""
    parent = desk.unit(uuid)
    form = NewUnitForm(request.POST or None, initial={"valid_from": desk.today})
    if form.is_bound and form.is_valid():
        unit = _created(form, desk, parent)
        if unit:
            messages.success(request, _("Đã thêm %(unit)s.") % {"unit": unit.full_name})
            return redirect("unit_detail", unit.uuid)
    context = desk.context(form=form, parent=parent)
    return render(request, "people/unit_add.html", context, status=400 if form.is_bound else 200)


def _created(form: NewUnitForm, desk: Desk, parent: Any) -> Any:
    told = form.cleaned_data
    is_office = told["kind"] in OFFICES
    branch = (told["branch"] or branch_of(told["kind"], told["name"])) if is_office else ""
    try:
        return create_unit(**told | {"branch": branch}, parent=parent, at=desk.now, by=desk.account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def _crumbs(desk: Desk, unit_id: int, name: str) -> list[dict[str, str]]:
    """Only ancestors in scope are links."""
    above = [desk.tree.units[pk] for pk in reversed(desk.tree.ancestors(unit_id, desk.units_on))]
    seen = [unit for unit in above if desk.units is None or unit.id in desk.units]
    crumbs = [{"label": unit.full_name, "href": reverse("unit_detail", args=[unit.uuid])} for unit in seen]
    return [*crumbs, {"label": name, "href": ""}] if crumbs else []
