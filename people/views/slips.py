"""First-login slips: say for whom, confirm, print once."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people.models import Person
from people.queries.people import for_list, lines_of
from people.rights import Right
from people.services.slips import candidates, issue_slips
from people.views.desk import Desk, page_for
from people.views.people import as_uuid, chosen_people, chosen_unit


@page_for(Right.PRINT_SLIPS)
@never_cache
@require_POST
def login_slips(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask first; the printed page is shown once and cannot be fetched again."""
    chosen = _chosen(request, desk)
    if "xac-nhan" not in request.POST:
        sorted_out = candidates(chosen, by=desk.account, on=desk.today)
        return render(request, "people/login_slips_confirm.html", desk.context(sorted_out=sorted_out))
    slips = issue_slips(for_list(chosen, desk.today), by=desk.account, at=desk.now)
    lines = lines_of([slip.person for slip in slips], desk.tree, desk.today)
    places = [", ".join(unit.full_name for unit in line.units) for line in lines]
    address = request.build_absolute_uri(reverse("after_sign_in"))
    return render(
        request,
        "people/login_slips.html",
        desk.context(
            slips=slips, papers=list(zip(slips, places, strict=True)), address=address, today=desk.today
        ),
    )


def _chosen(request: HttpRequest, desk: Desk) -> QuerySet[Person]:
    """The ticked people, or all that the filters leave; always only those in scope."""
    if request.POST.get("tat-ca"):
        return chosen_people(desk, request.POST, chosen_unit(desk, request.POST))
    ticked: list[UUID] = [as_uuid(text) for text in request.POST.getlist("nguoi")]
    return desk.people.filter(uuid__in=ticked)
