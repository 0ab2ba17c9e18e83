"""The code on the hall's screen: signed, of this half-minute, by a page that fetches the next by itself."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from common.qr import bars
from courses.class_keys import token_key
from courses.class_tokens import ROTATES_AFTER, hall_token
from courses.queries.training.attendance import came, counts_of
from courses.queries.training.viewing import Viewer
from courses.views.training.shared import class_page, context_of, taught_meeting

EARLY = 5  # seconds before a code turns old the next one is there
QUIET = 4  # modules of white around a QR code


@never_cache
@class_page
@require_safe
def attendance_hall(request: HttpRequest, viewer: Viewer, meeting: UUID) -> HttpResponse:
    """To be left on the screen; a picture of it is worth nothing a minute later."""
    found, now = taught_meeting(viewer, meeting), clock.now()
    token = hall_token(found.uuid, now, key=token_key())
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("my_arrival", args=[token])
    path, side = _drawn(address)
    counts = counts_of(found.session, [found])[found.pk]
    context = context_of(
        viewer, session=found.session, meeting=found, path=path, side=side, came=came(counts),
        refresh=ROTATES_AFTER - EARLY,
    )  # fmt: skip
    return render(request, "courses/training/hall.html", context)


def _drawn(address: str) -> tuple[str, int]:
    """The code as one path, and how many modules wide it is with its margin."""
    found, side = bars(address)
    pieces = (f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z" for row, column, length in found)
    return "".join(pieces), side + 2 * QUIET
