"""First-login slips: say for whom, confirm, print once."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from people.models import Person
from people.queries.people import for_list, lines_of
from people.rights import Right
from people.services.slips import Slip, candidates, issue_slips
from people.views.desk import Desk, page_for
from people.views.people import as_uuid, chosen_people, chosen_unit


@page_for(Right.PRINT_SLIPS)
@never_cache
@require_POST
def login_slips(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask first; the PDF is made once and cannot be fetched again."""
    chosen = _chosen(request, desk)
    if "xac-nhan" not in request.POST:
        sorted_out = candidates(chosen, by=desk.account, on=desk.today)
        return render(request, "people/login_slips_confirm.html", desk.context(sorted_out=sorted_out))
    from people.rendering.slips import draw_slips  # reportlab: 14 MB that a web process seldom needs

    slips = issue_slips(for_list(chosen, desk.today), by=desk.account, at=desk.now)
    pdf = draw_slips(_papers(request, desk, slips), address=_without_scheme(request, "after_sign_in"))
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="phieu-dang-nhap-{desk.today:%Y%m%d}.pdf"'},
    )


def _papers(request: HttpRequest, desk: Desk, slips: list[Slip]) -> list[Any]:
    """In the list's order, with the unit of today; the QR code fills the staff code in, never the secret."""
    from people.rendering.slips import Paper

    sign_in = request.build_absolute_uri(reverse("account_login"))
    lines = lines_of([slip.person for slip in slips], desk.tree, desk.today)
    return [
        Paper(
            name=slip.person.full_name,
            place=", ".join(unit.full_name for unit in line.units),
            staff_code=slip.person.staff_code,
            code=slip.code,
            link=f"{sign_in}?{urlencode({'ma': slip.person.staff_code})}",
            expires_on=clock.local_day(slip.expires_on),
        )
        for slip, line in zip(slips, lines, strict=True)
    ]


def _without_scheme(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse(name)).partition("://")[2]


def _chosen(request: HttpRequest, desk: Desk) -> QuerySet[Person]:
    """The ticked people, or all that the filters leave; always only those in scope."""
    if request.POST.get("tat-ca"):
        return chosen_people(desk, request.POST, chosen_unit(desk, request.POST))
    ticked: list[UUID] = [as_uuid(text) for text in request.POST.getlist("nguoi")]
    return desk.people.filter(uuid__in=ticked)
