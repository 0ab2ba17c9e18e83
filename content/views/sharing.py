"""Passing a tutorial on: by Zalo, by a copied address, by a code on the screen; and the card others see."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.qr import bars
from content.public_cache import cached_public
from content.share_card import share_card
from content.views.shown import shown_tutorial

QUIET = 4  # modules of white around a QR code
A_DAY = 24 * 3600


@require_safe
@cached_public
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """The address to copy and the code to scan; a script adds the phone's own share sheet."""
    shown = shown_tutorial(slug)
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("tutorial", args=[slug])
    path, side = qr_path(address)
    context = {"item": shown.item, "version": shown.version, "address": address, "path": path, "side": side}
    return render(request, "content/public/pass_on.html", context)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """Named in the page's head; the same for everybody."""
    version = shown_tutorial(slug).version
    facts, media = version.facts, version.media
    picture = media.get("poster") or facts.get("picture") or ""
    with translation.override("vi"):  # one card, whoever asked for it first
        drawn = share_card(version.title, _("Lớp Số · hướng dẫn miễn phí cho bà con"), picture)
    return HttpResponse(drawn, "image/jpeg", headers={"Cache-Control": f"public, max-age={A_DAY}"})


def qr_path(address: str) -> tuple[str, int]:
    """The code as one path, and how many modules wide it is with its margin."""
    found, side = bars(address)
    pieces = (f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z" for row, column, length in found)
    return "".join(pieces), side + 2 * QUIET
