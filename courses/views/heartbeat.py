"""The players' reports past the middlewares of pages: with a pass, the everyday report costs two writes and little else.

It stands first in MIDDLEWARE. A pass (courses.passes) holds only beside the session cookie that it was given to, so a
stolen one opens nothing, and no other site can send it: it is no cookie. Whatever is not an everyday report, also every
refusal and every completion, goes the long way through session, account and CSRF check to views.reports.
"""

import json
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common import clock
from courses import wire
from courses.passes import Pass
from courses.reckoning import Tally
from courses.services import quick
from courses.services.span_rows import rounded
from courses.views.answers import BEAT
from courses.views.limits import too_often
from courses.views.passes import signer

HEADER = "HTTP_X_WATCH_PASS"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class HeartbeatMiddleware:
    """Answers what it recognises, passes on everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        word = request.META.get(HEADER)
        return (word and _answer(request, word)) or self.get_response(request)


def _answer(request: HttpRequest, word: str) -> HttpResponse | None:
    told = signer().read(word, now=time.time())
    if told is None or not _fits(request, told) or too_often(told.account):
        return None
    try:
        batch = wire.read(request.body)
    except wire.MalformedError:
        return None
    if batch.malformed or batch.film not in (None, told.film):
        return None
    tally = quick.report(told, batch.reports, clock.now())
    return _response(tally, told) if tally else None


def _fits(request: HttpRequest, told: Pass) -> bool:
    """Whether the pass belongs to this address and this browser's session."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return (
        request.method == "POST"
        and request.path_info == f"/hoc/{told.lesson}/da-xem/"
        and int(request.META.get("CONTENT_LENGTH") or 0) <= wire.MOST_BYTES
        and told.session == signer().digest(session)
        and (request.is_secure() or not settings.SECURE_SSL_REDIRECT)
    )


def _response(tally: Tally, told: Pass) -> HttpResponse:
    taken = [report.uuid for report in tally.accepted] or tally.replayed
    data = {
        "accepted": [str(uuid) for uuid in taken],
        "refused": [],
        "seconds": round(tally.seconds, 1),
        "share": round(tally.seconds / told.duration, 4) if told.duration else 0,
        "completed": told.done,
        "spans": rounded(tally.spans),
        "beat": BEAT,
    }
    return HttpResponse(
        json.dumps(data, separators=(",", ":")), content_type="application/json", headers=HEADERS
    )
