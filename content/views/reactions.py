"""After a tutorial: understood or not, and on to the real service. No cookie, no token, no name."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from assessments.surveys.queries import communes_on
from common import clock
from common.errors import DomainError
from content import queries
from content.models import ShelfItem, TutorialTally
from content.services import tallies
from content.views.shown import Shown, shown_tutorial
from content.views.taps import is_a_tap
from people.throttle import asks_too_often, later

Kind = TutorialTally.Kind
PER_MINUTE = 120  # a class of forty behind one line, each pressing thrice
SALT = "content.reaction"
AN_HOUR = 3600


# A press from a stranger is worth one more in a sum; a token would put a cookie on a villager's phone.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reaction(request: HttpRequest, slug: str) -> HttpResponse:
    """The two buttons, what was pressed, and the commune for whoever wants to say it."""
    shown = shown_tutorial(slug)
    if request.method != "POST":
        return _page(request, shown)
    if asks_too_often(request, "y-kien", PER_MINUTE):
        return later(request)
    return _said_where(request, shown) if "phieu" in request.POST else _pressed(request, shown)


@never_cache
@require_safe
def do_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Counted, then on to the service that the published version names."""
    version = shown_tutorial(slug).version
    address = version.facts["do_now"]["url"]
    if not address:
        raise Http404
    if is_a_tap(request) and not asks_too_often(request, "lam-ngay", PER_MINUTE):
        tallies.count(activity_id=version.activity_id, kind=Kind.DID_NOW, at=clock.now())
    return redirect(address)


def _pressed(request: HttpRequest, shown: Shown) -> HttpResponse:
    kind, now = request.POST.get("y", ""), clock.now()
    if kind not in (Kind.UNDERSTOOD, Kind.UNCLEAR):
        raise DomainError(_("Hãy chọn “Đã hiểu” hoặc “Chưa rõ”."), status=422)
    tallies.count(activity_id=shown.version.activity_id, kind=kind, at=now)
    return _to(shown.item, y=kind, phieu=slip_for(shown.version.activity_id, kind, now))


def slip_for(activity_id: int, kind: str, at: datetime) -> str:
    """Lets whoever pressed say the commune of that press, once and within the hour."""
    return signing.dumps([activity_id, kind, at.isoformat(), uuid4().hex], salt=SALT)


def _said_where(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Each press says its commune once, however often the form is sent."""
    slip = _slip(request.POST["phieu"])
    unit = next((one for one in communes_on(clock.today()) if one.code == request.POST.get("xa")), None)
    if slip is None or slip[0] != shown.version.activity_id or unit is None:
        raise DomainError(_("Chưa ghi được xã, phường. Ý kiến của bà con vẫn được tính."), status=422)
    activity, kind, at, key = slip
    if cache.add(f"y-kien:{key}", 1, timeout=2 * AN_HOUR):
        tallies.say_commune(activity_id=activity, kind=kind, at=datetime.fromisoformat(at), unit_id=unit.id)
    return _to(shown.item, y=kind, xa=unit.code)


def _slip(text: str) -> list[Any] | None:
    try:
        slip: list[Any] = signing.loads(text, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    return slip


def _page(request: HttpRequest, shown: Shown) -> HttpResponse:
    slip, kind = request.GET.get("phieu", ""), request.GET.get("y", "")
    context = {
        "item": shown.item,
        "version": shown.version,
        "kind": kind if kind in (Kind.UNDERSTOOD, Kind.UNCLEAR) else "",
        "slip": slip,
        "communes": communes_on(clock.today()) if slip else [],
        "placed": bool(request.GET.get("xa")),
        "others": queries.others_like(shown.item),
    }
    return render(request, "content/public/reaction.html", context)


def _to(item: ShelfItem, **said: str) -> HttpResponse:
    return redirect(f"{reverse('tutorial_reaction', args=[item.slug])}?{urlencode(said)}")
