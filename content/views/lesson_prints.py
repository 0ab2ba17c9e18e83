"""A course's lesson on paper, for whoever learns or teaches it; its code leads to the lesson's stable address."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.printing.forms import FOR_LESSONS
from content.printing.sheet import handout_of
from content.rights import teaches
from content.views.prints import PER_MINUTE, drawn, pdf
from courses.models import Activity, ActivityVersion
from courses.models.activity import Kind
from courses.queries.lesson import lesson_for
from people.models import Account
from people.throttle import asks_too_often, later

PRINTED = (Kind.LESSON, Kind.VIDEO)


@login_required
@never_cache
@require_safe
def forms(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Which paper, in words."""
    version = _version(request, activity)
    context = {
        "version": version,
        "activity": version.activity,
        "forms": [(one, one.label) for one in FOR_LESSONS],
    }
    return render(request, "content/prints/lesson.html", context)


@login_required
@never_cache
@require_safe
def printed(request: HttpRequest, activity: UUID, form: str) -> HttpResponse:
    """The PDF; not kept among public files."""
    version = _version(request, activity)
    if form not in FOR_LESSONS:
        raise Http404
    if asks_too_often(request, "ban-in", PER_MINUTE):
        return later(request)
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("activity", args=[activity])
    with translation.override("vi"):
        said = handout_of(version, address=address, typed="")
    return pdf(drawn(said, form), f"bai-hoc-{form}-ban-{version.number}")


def _version(request: HttpRequest, uuid: UUID) -> ActivityVersion:
    """The same answer for a lesson of others and for none."""
    account: Account = request.user  # type: ignore[assignment]
    lesson = lesson_for(account.person_id, uuid)
    if lesson is None and not teaches(account):
        raise Http404
    found = lesson.activity if lesson else get_object_or_404(Activity, uuid=uuid)
    versions = found.versions.select_related("activity").order_by("-number")
    version = versions.first() if found.kind in PRINTED else None
    if version is None:
        raise Http404
    return version
