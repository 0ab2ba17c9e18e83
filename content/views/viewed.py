"""Views of tutorials, counted for a commune whose name the visitor left on this device; of others nothing is counted.

Done by the server beside the answer, so it works without a script and with remembered pages. One more in a sum of the
day: no row stands for a person, phone or visit.
"""

import logging
import re
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from content import queries
from content.models import CommunePage, TutorialTally
from content.services import tallies
from content.views.reactions import PER_MINUTE
from content.views.taps import is_a_tap
from people.throttle import asks_too_often

log = logging.getLogger(__name__)
COOKIE = "xa"
A_YEAR = 365 * 24 * 3600
OPENED = (200, 304)  # a page that the phone had already was opened, too
TUTORIAL = re.compile(r"/huong-dan/([-\w]+)/")


class CountViewsMiddleware:
    """Stands before the remembered pages, which no view sees."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if COOKIE in request.COOKIES and response.status_code in OPENED and _is_a_view(request):
            try:
                _count(request)
            except DatabaseError:  # the page is worth more than the sum
                log.warning("a view could not be counted", exc_info=True)
        return response


def _is_a_view(request: HttpRequest) -> bool:
    """A page that somebody opens; not its answers and ways, nor what a script fetches to keep it."""
    opened = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return opened and is_a_tap(request) and not request.META.get("QUERY_STRING")


def _count(request: HttpRequest) -> None:
    found = TUTORIAL.fullmatch(request.path)
    activity = queries.activities_of([found[1]]).get(found[1]) if found else None
    page = _chosen(request) if activity else None
    if activity and page and not asks_too_often(request, "xem-bai", PER_MINUTE):
        kind = TutorialTally.Kind.VIEWED
        tallies.count(activity_id=activity, kind=kind, at=clock.now(), unit_id=page.unit_id)


def _chosen(request: HttpRequest) -> CommunePage | None:
    """The page of the commune in the cookie, as long as there is one."""
    return CommunePage.objects.live().filter(slug=request.COOKIES.get(COOKIE, "")[:255]).first()


@never_cache
@require_safe
def choose_commune(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a choice does; `chon=1` leaves the commune on this device, `chon=0` takes it away.

    By GET like the choices of display: it changes nothing but this device, and a token would be a cookie for everybody.
    """
    page = get_object_or_404(CommunePage.objects.live(), slug=slug)
    choice = request.GET.get("chon", "")
    if choice in ("0", "1") and is_a_tap(request):
        return _left(request, page if choice == "1" else None, reverse("choose_commune", args=[slug]))
    context = {"page": page, "chosen": request.COOKIES.get(COOKIE) == page.slug}
    return render(request, "content/public/choose_commune.html", context)


def _left(request: HttpRequest, page: CommunePage | None, address: str) -> HttpResponseRedirect:
    answer = redirect(address)
    if page:
        answer.set_cookie(
            COOKIE, page.slug, A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer  # type: ignore[return-value]
