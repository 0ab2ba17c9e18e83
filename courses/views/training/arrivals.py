"""What a learner meets who scans the hall's code: who they are, which meeting, one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import Conflict, DomainError
from courses.class_keys import token_key
from courses.class_tokens import meeting_of_hall
from courses.models import Meeting
from courses.services.training.hall import arrive
from people.models import Account, Person

SALT, LASTS = "courses.arrival", 300  # seconds to press the button


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def my_arrival(request: HttpRequest, token: str) -> HttpResponse:
    """The code is looked at when it is scanned; the page then has five minutes, for this account only."""
    account: Account = request.user  # type: ignore[assignment]
    if account.person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào."), status=404)
    if request.method == "POST":
        return _arrived(request, account, account.person)
    meeting = _shown(token)
    sealed = signing.dumps([str(meeting.uuid), account.pk], salt=SALT)
    context = {"meeting": meeting, "session": meeting.session, "person": account.person, "sealed": sealed}
    return render(request, "courses/training/my_arrival.html", context)


def _arrived(request: HttpRequest, account: Account, person: Person) -> HttpResponse:
    try:
        uuid, owner = signing.loads(request.POST.get("giay", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        uuid, owner = "", 0
    meeting = _meeting(uuid) if uuid and owner == account.pk else None
    if meeting is None:
        raise _old()
    try:
        answer = arrive(meeting=meeting, person=person, at=clock.now(), by=account)
        tell = messages.success if answer.state in {"recorded", "again"} else messages.warning
        tell(request, answer.text)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("my_calendar")


def _shown(token: str) -> Meeting:
    uuid = meeting_of_hall(token, clock.now(), key=token_key())
    meeting = _meeting(str(uuid)) if uuid else None
    if meeting is None:
        raise _old()
    return meeting


def _meeting(uuid: str) -> Meeting | None:
    rows = Meeting.objects.filter(uuid=uuid, cancelled_at__isnull=True)
    return rows.select_related("session__lead_unit", "session__release").first()


def _old() -> Conflict:
    return Conflict(
        _("Mã này đã quá cũ: mã trên màn hình đổi liên tục. Hãy quét lại mã đang hiện trong hội trường.")
    )
