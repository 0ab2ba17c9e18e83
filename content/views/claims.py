"""Tutorials that a signed-in person understood: those claimed from phones, and the place to claim more."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import DomainError
from content import queries, sign_wire
from content.models import TutorialTally
from content.services.claims import claim
from content.services.signs import Sign


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claimed(request: HttpRequest) -> HttpResponse:
    """A page; a POST of JSON claims what a phone remembers."""
    person = request.user.person  # type: ignore[union-attr]
    if request.method != "POST":
        rows = queries.claimed_by(person.pk) if person else []
        return render(request, "content/public/claimed.html", {"person": person, "rows": rows})
    if person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào nên không nhận được."), status=422)
    try:
        batch = sign_wire.read(request.body)
    except sign_wire.MalformedError:
        raise DomainError(_("Máy gửi không đúng mẫu, nên chưa ghi được."), status=400) from None
    known = queries.activities_of({one.slug for one in batch.signs})
    understood = [
        one for one in batch.signs if one.kind == TutorialTally.Kind.UNDERSTOOD and one.slug in known
    ]
    signs = [Sign(one.uuid, known[one.slug], one.kind, one.age) for one in understood]
    number = claim(signs, person=person, at=clock.now())
    said = ngettext("Đã ghi %(n)s bài cho bạn.", "Đã ghi %(n)s bài cho bạn.", number) % {"n": number}
    if number < len(signs):
        said += " " + _("Bài mà người khác đã nhận thì vẫn là của người đó.")
    return JsonResponse({"claimed": number, "message": said})
