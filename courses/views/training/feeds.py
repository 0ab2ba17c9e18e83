"""Calendars for phones and office programmes: one class, or all of one person by a private address."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock
from courses import ics
from courses.queries.training.calendar import Entry, class_for, entries, feed_start, owner_of_feed
from courses.queries.training.plans import teachers_of
from people.models import Account

ICS_TYPE = "text/calendar; charset=utf-8"


@login_required
@require_safe
def my_class_ics(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The meetings of one class, to be put into a calendar by hand."""
    account: Account = request.user  # type: ignore[assignment]
    session = class_for(account.person, account, uuid, clock.now())
    if session is None:
        raise Http404
    meetings = session.meetings.select_related("session__lead_unit").prefetch_related("session__trainers")
    found = [Entry(meeting, None) for meeting in meetings]
    answer = _calendar(session.title, found)
    answer.headers["Content-Disposition"] = f'attachment; filename="{session.code}.ics"'
    return answer


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """All of one person, for programmes that look again by themselves; whoever has the address reads it."""
    person, now = owner_of_feed(key), clock.now()
    if person is None:
        raise Http404
    account = Account.objects.filter(person=person, is_active=True).values_list("pk", flat=True).first()
    return _calendar(
        _("Lớp tập huấn của tôi"), entries(person=person.pk, account=account, since=feed_start(now))
    )


def _calendar(name: str, found: list[Entry]) -> HttpResponse:
    text = ics.calendar(name, (_event(entry) for entry in found))
    answer = HttpResponse(text, content_type=ICS_TYPE)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _event(entry: Entry) -> ics.Event:
    meeting, session = entry.meeting, entry.meeting.session
    teachers = teachers_of(session)
    taught = _("Giảng viên: %(names)s") % {"names": teachers} if teachers else ""
    about = [session.lead_unit.full_name, taught, session.note]
    page = settings.SITE_ADDRESS.rstrip("/") + reverse("my_class", args=[session.uuid])
    return ics.Event(
        uuid=meeting.uuid, starts_at=meeting.starts_at, ends_at=meeting.ends_at, changed_at=meeting.changed_at,
        sequence=meeting.revision, title=session.title, place=meeting.place,
        text="\n".join(part for part in about if part), url=page,
        cancelled=meeting.cancelled_at is not None, certain=entry.certain,
    )  # fmt: skip
