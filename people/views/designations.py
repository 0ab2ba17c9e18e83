"""Pilot communes: the list with what each rests on, adding by decision, ending."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import DomainError, Forbidden
from people.designation_forms import DesignationForm, EndForm
from people.models import UnitDesignation
from people.queries.designations import all_designations
from people.queries.tree import Unit, within
from people.services.designations import designate, end_designation
from people.views.desk import Desk, desk_page, hr_page


@dataclass(frozen=True)
class Line:
    """A designation with the unit that holds it today."""

    row: UnitDesignation
    now: Unit | None
    in_force: bool


@desk_page
@require_safe
def designation_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is in force first, then what has ended; only units in scope."""
    lines = [line for row in all_designations() if (line := _line(desk, row))]
    lines.sort(key=lambda line: (not line.in_force, line.row.kind, (line.now or line.row.unit).sort_key))
    context = desk.context(lines=lines, may_edit=_may_edit(desk))
    return render(request, "people/designation_list.html", context)


@hr_page
@require_http_methods(["GET", "POST"])
def designation_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Name a unit by decision."""
    _require_whole(desk)
    form = DesignationForm(
        request.POST if request.method == "POST" else None, tree=desk.tree, today=desk.today
    )
    if form.is_valid() and _tried(form, lambda: designate(**form.cleaned_data, at=desk.now, by=desk.account)):
        messages.success(
            request, _("Đã ghi danh hiệu của %(unit)s.") % {"unit": form.cleaned_data["unit"].full_name}
        )
        return redirect("designation_list")
    context = desk.context(form=form)
    return render(request, "people/designation_new.html", context, status=422 if form.is_bound else 200)


@hr_page
@require_http_methods(["GET", "POST"])
def designation_end(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """End a designation with the day and the reason."""
    _require_whole(desk)
    row = UnitDesignation.objects.select_related("unit").filter(uuid=uuid).first()
    if row is None:
        raise DomainError(_("Không có danh hiệu này."), status=404)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _tried(
        form, lambda: end_designation(designation=row, **form.cleaned_data, at=desk.now, by=desk.account)
    ):
        messages.success(request, _("Đã kết thúc danh hiệu của %(unit)s.") % {"unit": row.unit.full_name})
        return redirect("designation_list")
    context = desk.context(form=form, row=row)
    return render(request, "people/designation_end.html", context, status=422 if form.is_bound else 200)


def _tried(form: Any, deed: Any) -> bool:
    """Do it; a refusal becomes a sentence on the form."""
    try:
        deed()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _line(desk: Desk, row: UnitDesignation) -> Line | None:
    here = desk.tree.current(row.unit_id, desk.today)
    if desk.units is not None and not {here, row.unit_id} & desk.units:
        return None
    now = desk.tree.units[here] if here is not None else None
    return Line(row, now, within(row.valid_from, row.valid_to, desk.today))


def _may_edit(desk: Desk) -> bool:
    return desk.may_change and desk.units is None


def _require_whole(desk: Desk) -> None:
    if desk.units is not None:
        raise Forbidden(_("Danh hiệu của đơn vị do nhân sự phụ trách toàn tỉnh, thành phố ghi."))
