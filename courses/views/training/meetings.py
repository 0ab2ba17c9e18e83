"""The timetable of a class: a meeting added, moved, called off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from courses.meeting_forms import MeetingForm
from courses.models import Meeting
from courses.queries.training.viewing import Viewer
from courses.services.training.meetings import add_meeting, call_off_meeting, change_meeting
from courses.views.training.shared import class_page, context_of, own_class
from people import scope
from people.rights import Right


@class_page
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """What is in the way is told by name; the clerk may keep to it."""
    session = own_class(viewer, uuid)
    form = MeetingForm(request.POST if request.method == "POST" else None, session=session)
    return _answer(request, viewer, form, add_meeting, session=session)


@class_page
@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, viewer: Viewer, meeting: UUID) -> HttpResponse:
    """Whoever is touched gets one message."""
    found = _meeting(viewer, meeting)
    posted = request.POST if request.method == "POST" else None
    form = MeetingForm(posted, session=found.session, meeting=found)
    return _answer(request, viewer, form, change_meeting, meeting=found)


@class_page
@require_POST
def meeting_call_off(request: HttpRequest, viewer: Viewer, meeting: UUID) -> HttpResponse:
    """The meeting does not take place."""
    found = _meeting(viewer, meeting)
    try:
        call_off_meeting(meeting=found, at=clock.now(), by=viewer.account)
        messages.success(request, _("Đã bỏ buổi học và báo cho mọi người."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("training_detail", found.session.uuid)


def _answer(request: HttpRequest, viewer: Viewer, form: MeetingForm, deed: Any, **about: Any) -> HttpResponse:
    session = about["session"] if "session" in about else about["meeting"].session
    status, offer_anyway = 422 if form.is_bound else 200, False
    if form.is_valid():
        try:
            anyway = form.cleaned_data["anyway"]
            deed(**about, slot=form.slot, at=clock.now(), by=viewer.account, anyway=anyway)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status, offer_anyway = refusal.status, refusal.status == 409
        else:
            messages.success(request, _("Đã lưu buổi học."))
            return redirect("training_detail", session.uuid)
    if not offer_anyway:
        del form.fields["anyway"]
    context = context_of(viewer, form=form, session=session, meeting=about.get("meeting"))
    return render(request, "courses/training/meeting.html", context, status=status)


def _meeting(viewer: Viewer, uuid: UUID) -> Meeting:
    """A meeting of a class that the account runs."""
    scope.require(viewer.account, Right.RUN_CLASSES)
    rows = Meeting.objects.filter(session__in=viewer.sessions().order_by().values("pk"))
    found = (
        rows.select_related("session__lead_unit", "session__release", "activity").filter(uuid=uuid).first()
    )
    if found is None:
        raise DomainError(_("Không có buổi học này trong phạm vi anh/chị phụ trách."), status=404)
    viewer.require_runs(found.session)
    return found
