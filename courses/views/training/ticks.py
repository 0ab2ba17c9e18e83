"""The trainer's list of one meeting: by unit and given name, ticked on a phone; and whoever came uninvited."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from common.vietnamese import format_number
from courses.attendance_forms import GuestForm
from courses.models import Meeting
from courses.models.attendance import Presence
from courses.queries.training.attendance import came, counts_of, expected, standing
from courses.queries.training.roll import by_unit_and_name
from courses.queries.training.viewing import Viewer
from courses.services.training.claims import add_walk_in
from courses.services.training.ticking import Tick, Ticked, all_present, tick
from courses.views.training.shared import class_page, context_of, require_open_for, seen, taught_meeting
from people.models import Person
from people.queries.search import people_named
from people.views.desk import page_of
from people.views.people import as_uuid

ROWS = 100


@class_page
@require_http_methods(["GET", "POST"])
def attendance_list(request: HttpRequest, viewer: Viewer, meeting: UUID) -> HttpResponse:
    """A page of a hundred; what two people write at once is told, the newer stands."""
    found = taught_meeting(viewer, meeting)
    if request.method == "POST":
        require_open_for(viewer, found.session)
        return _ticked(request, viewer, found)
    return render(
        request, "courses/training/ticks.html", _context(request, viewer, found, GuestForm(today=viewer.day))
    )


@class_page
@require_POST
def attendance_all(request: HttpRequest, viewer: Viewer, meeting: UUID) -> HttpResponse:
    """Everybody of whom nothing is written yet."""
    found = taught_meeting(viewer, meeting)
    require_open_for(viewer, found.session)
    try:
        count = all_present(meeting=found, at=clock.now(), by=viewer.account)
        said = ngettext("Đã ghi %(n)s người có mặt.", "Đã ghi %(n)s người có mặt.", count)
        messages.success(request, said % {"n": format_number(count)})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("attendance_list", found.uuid)


@class_page
@require_POST
def attendance_guest(request: HttpRequest, viewer: Viewer, meeting: UUID) -> HttpResponse:
    """Found as a roster would find them."""
    found = taught_meeting(viewer, meeting)
    require_open_for(viewer, found.session)
    form = GuestForm(request.POST, today=viewer.day)
    status = 422
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            seat = add_walk_in(
                meeting=found, said=form.said, code=code, at=clock.now(), by=viewer.account,
                reason=request.POST.get("ly_do", ""),
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": seat.person.full_name})
            return redirect("attendance_list", found.uuid)
    return render(
        request, "courses/training/ticks.html", _context(request, viewer, found, form), status=status
    )


def _ticked(request: HttpRequest, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    try:
        reason = request.POST.get("ly_do", "")
        done = tick(
            meeting=meeting, ticks=_ticks(request.POST), at=clock.now(), by=viewer.account, reason=reason
        )
        _say(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    page = request.POST.get("page", "1")
    query = f"?page={page}" if page.isdecimal() and page != "1" else ""
    return redirect(reverse("attendance_list", args=[meeting.uuid]) + query)


def _ticks(posted: QueryDict) -> dict[UUID, Tick]:
    """`tt-<seat>` is what is ticked, `cu-<seat>` what the page said when it was opened."""
    found: dict[UUID, Tick] = {}
    for name, value in posted.items():
        seat = as_uuid(name.removeprefix("tt-")) if name.startswith("tt-") else None
        if seat and value in Presence.values:
            found[seat] = Tick(str(posted.get(f"cu-{seat}", "")), str(value))
    return found


def _say(request: HttpRequest, done: Ticked) -> None:
    said = ngettext("Đã ghi cho %(n)s người.", "Đã ghi cho %(n)s người.", done.written)
    messages.success(request, said % {"n": format_number(done.written)})
    for seat, before in done.overtaken:
        by = before.recorded_by.get_full_name() if before.recorded_by else _("người học")
        told = {"name": seat.person.full_name, "by": by, "state": Presence(before.state).label}
        messages.warning(
            request,
            _("%(name)s: %(by)s vừa ghi “%(state)s”; nay theo điều anh/chị ghi, cả hai đều lưu.") % told,
        )


def _context(request: HttpRequest, viewer: Viewer, meeting: Meeting, form: GuestForm) -> dict[str, Any]:
    session, search = meeting.session, request.GET.get("tim", "").strip()[:100]
    seats = expected(viewer.seats(session))
    if search:
        people = Person.objects.filter(pk__in=seats.order_by().values("person"))
        seats = seats.filter(person__in=people_named(people, search, few=True))
    page = page_of(by_unit_and_name(seats), request, ROWS)
    seen(viewer, session, page.paginator.count)
    known = standing([meeting], {seat.pk for seat in page})
    counts = counts_of(session, [meeting])[meeting.pk]
    return context_of(
        viewer, session=session, meeting=meeting, page=page, search=search, guest=form, states=Presence.choices,
        lines=[(seat, known.get((seat.pk, meeting.pk))) for seat in page], closed=session.state == "closed",
        came=came(counts), noted=counts.total(), writes=session.state != "closed" or viewer.runs(session),
    )  # fmt: skip
