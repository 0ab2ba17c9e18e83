"""What certificates wait for: the reason, how many, since when; and trying again once it is mended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.class_queries import to_sign, waits
from certificates.queries.afterwards import held_certificates
from common import nudges
from people.rights import Right
from people.views.desk import Desk, page_for

HELD = 200  # shown at once; those decided make room


@page_for(Right.KEEP_REGISTER)
@require_safe
def waiting_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Grouped by reason; what hinders every certificate stands above."""
    from certificates.services.readiness import (
        hindrance,
    )  # what signs takes 45 MB: only where it is asked for

    context = desk.context(
        waits=waits(desk.units, desk.today), hindrance=hindrance(desk.now),
        to_sign=to_sign(desk.units, desk.today).count(), held=held_certificates(desk.units, desk.today)[:HELD],
    )  # fmt: skip
    return render(request, "certificates/waiting.html", context)


@page_for(Right.KEEP_REGISTER)
@require_POST
def waiting_again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Try now; the timetable would do it by itself, a few at a time."""
    nudges.send("certificates_mended")
    messages.success(request, _("Đang thử lại. Xem lại trang này sau ít phút."))
    return redirect("certificates_waiting")
