"""Lines of the print ledger at the desk: written, printed, voided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import local_day
from common.errors import DomainError
from content import queries
from content.models import PrintRun, ShelfItem
from content.print_forms import PrintRunForm
from content.printing.documents import material_of
from content.services.print_runs import Pile, record_print_run, void_print_run
from content.views.run_papers import run_paper
from people.models import OrgUnit
from people.rights import Right
from people.views.desk import Desk, desk_page, page_for


@page_for(Right.CHANGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def print_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One line of the ledger; its file is ready at once."""
    first = {"tutorial": request.GET.get("bai", ""), "handed_on": desk.today}
    form = PrintRunForm(request.POST or None, units=desk.shown_units(hamlets=True), initial=first)
    if request.method == "POST" and form.is_valid() and _recorded(request, desk, form):
        return redirect("print_list")
    status = 422 if request.method == "POST" else 200
    return render(request, "content/prints/new.html", desk.context(form=form), status=status)


@desk_page
@require_safe
def print_file(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The paper of a run: its code leads through the run's own address."""
    return run_paper(_run(desk, uuid))


@page_for(Right.CHANGE_PEOPLE)
@require_POST
def print_void(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A wrong line: out of the sums."""
    try:
        void_print_run(
            run=_run(desk, uuid), reason=request.POST.get("ly_do", ""), at=desk.now, by=desk.account
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("print_list")


def _recorded(request: HttpRequest, desk: Desk, form: PrintRunForm) -> bool:
    said: dict[str, Any] = form.cleaned_data
    try:
        pile = pile_of(said, desk.unit(said["unit"]))
        run = record_print_run(uuid=said["key"], said=pile, at=desk.now, by=desk.account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã ghi đợt in. Mã trên giấy: %(code)s.") % {"code": run.code})
    return True


def pile_of(said: dict[str, Any], unit: OrgUnit) -> Pile:
    """What the form says, of what is published now."""
    return Pile(said["form"], said["copies"], unit, said["handed_on"], said["note"], **_thing(said))


def _thing(said: dict[str, Any]) -> dict[str, Any]:
    item: ShelfItem | None = said["document"]
    if item:
        file = queries.file_version(item.page_id)
        day = local_day(file.published_at)
        return {"material": material_of(item), "material_day": day, "material_number": file.number}
    version = queries.printable(said["tutorial"])
    if version is None:
        raise Http404
    return {"version": version}


def runs_of(desk: Desk) -> QuerySet[PrintRun]:
    """Of the units in hand."""
    runs = PrintRun.objects.all()
    return runs if desk.units is None else runs.filter(unit__in=desk.units)


def _run(desk: Desk, uuid: UUID) -> PrintRun:
    return get_object_or_404(runs_of(desk).select_related("version", "material", "unit"), uuid=uuid)
