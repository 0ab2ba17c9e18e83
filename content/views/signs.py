"""Takes what phones kept while they had no line: presses of strangers, counted once each."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common import clock
from common.errors import DomainError
from content import queries, sign_wire
from content.models import TutorialTally
from content.services import signs
from content.views.reactions import PER_MINUTE, slip_for
from people.throttle import asks_too_often

KINDS = (TutorialTally.Kind.UNDERSTOOD, TutorialTally.Kind.UNCLEAR)
A_DAY = 24 * 3600 * 1000  # milliseconds


# A press from a stranger, as in reactions.py: no token, no cookie.
@csrf_exempt
@never_cache
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Say of each press whether it is counted now or before, never will be, or may be sent again later."""
    try:
        batch = sign_wire.read(request.body)
    except sign_wire.MalformedError:
        raise DomainError(_("Máy gửi không đúng mẫu, nên chưa ghi được ý kiến."), status=400) from None
    known = queries.activities_of({one.slug for one in batch.signs})
    good = [one for one in batch.signs if one.kind in KINDS and one.slug in known]
    due = [one for one in good if not asks_too_often(request, "y-kien", PER_MINUTE)]
    now = clock.now()
    presses = [signs.Sign(one.uuid, known[one.slug], one.kind, one.age) for one in due]
    counted, bounded = signs.take(presses, at=now)
    new = [one for one in due if one.uuid in counted]
    wrong = bounded or abs(batch.now - now.timestamp() * 1000) > A_DAY
    return JsonResponse(
        {
            "accepted": [str(one.uuid) for one in due],
            "refused": batch.malformed + [str(one.uuid) for one in batch.signs if one not in good],
            "later": [str(one.uuid) for one in good if one not in due],
            "next": _next(new[-1], known) if new else "",
            "message": _clock_sentence(bounded=bounded) if wrong else "",
        }
    )


def _clock_sentence(*, bounded: bool) -> str:
    if bounded:
        return _("Đồng hồ của máy không đúng, nên ý kiến được tính vào ngày nhận được.")
    return _("Đồng hồ của máy lệch hơn một ngày. Ý kiến vẫn được tính đúng ngày; nên chỉnh lại giờ.")


def _next(one: sign_wire.Told, known: dict[str, int]) -> str:
    """The page of thanks, where the commune may be said."""
    when, _bounded = signs.moment_of(one.age, at=clock.now())
    asked = {"y": one.kind, "phieu": slip_for(known[one.slug], one.kind, when)}
    return f"{reverse('tutorial_reaction', args=[one.slug])}?{urlencode(asked)}"
