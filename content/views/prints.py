"""A tutorial to take away on paper."""

from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from content.printing.forms import Form
from content.printing.handout import draw_handout
from content.printing.poster import draw_tutorial_poster
from content.printing.sheet import Handout, handout_of
from content.public_cache import cached_public
from content.views.shown import shown_tutorial
from courses.models import ActivityVersion
from people.throttle import asks_too_often, later

PER_MINUTE = 60
FOLDER = "p/in"
DRAWN = "3"  # raise it when the drawing changes


@require_safe
@cached_public
def forms(request: HttpRequest, slug: str) -> HttpResponse:
    """Which paper, in words."""
    shown = shown_tutorial(slug)
    context = {"item": shown.item, "version": shown.version, "forms": Form.choices}
    return render(request, "content/public/prints.html", context)


@require_safe
def printed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The PDF of the version that is public now; drawn once and kept."""
    version = shown_tutorial(slug).version
    if form not in Form.values:
        raise Http404
    if asks_too_often(request, "ban-in", PER_MINUTE):
        return later(request)
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("tutorial", args=[slug])
    with translation.override("vi"):
        said = handout_of(version, address=address, typed=address.split("://")[-1].rstrip("/"))
    return pdf(_kept(version, form, said), f"{slug}-{form}-ban-{version.number}")


def drawn(said: Handout, form: str, place: str = "") -> bytes:
    """The PDF of any form; paper for villagers is in Vietnamese whoever prints it."""
    with translation.override("vi"):
        return draw_tutorial_poster(said, place) if form == Form.POSTER else draw_handout(said, form)


def pdf(data: bytes, name: str) -> HttpResponse:
    """Shown in the browser, which can print it."""
    return HttpResponse(
        data, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


def _kept(version: ActivityVersion, form: str, said: Handout) -> bytes:
    key = sha256(f"{DRAWN}|{said.address}|{said.title}".encode()).hexdigest()[:12]
    path = f"{FOLDER}/{version.pk}-{form}-{key}.pdf"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(drawn(said, form)))
    with default_storage.open(path) as file:
        return bytes(file.read())
