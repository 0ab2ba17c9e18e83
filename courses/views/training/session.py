"""One class at the desk: planned, looked at, changed, opened and called off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError
from courses.models import TrainingSession
from courses.models.session import PLANNED
from courses.queries.training.attendance import was_taken
from courses.queries.training.conflicts import clashes_in, double_booked
from courses.queries.training.roll import counts_of
from courses.queries.training.viewing import Viewer
from courses.services.training.closing import end_early
from courses.services.training.planning import cancel_session, change_session, open_session, plan_session
from courses.training_forms import SessionForm
from courses.views.training.prints import parts_of
from courses.views.training.shared import class_page, context_of, own_class
from people import scope
from people.rights import Right

NAMED = 10  # of those who are in two classes at once


@class_page
@require_safe
def training_detail(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """Everything about a class, and what its people may do next."""
    session = viewer.session(uuid)
    meetings = list(session.meetings.select_related("activity"))
    seats = viewer.seats(session)
    planned = session.state in PLANNED
    twice = double_booked(session).filter(pk__in=seats.order_by().values("pk")) if planned else seats.none()
    context = context_of(
        viewer, session=session, meetings=meetings, counts=counts_of(session, seats),
        reads_all=viewer.reads_all(session), runs=viewer.runs(session), invites=viewer.invites(session),
        teaches=viewer.teaches(session), planned=planned,
        partners=session.partners.select_related("unit"), trainers=session.trainers.all(), costs=_costs(session),
        parts=parts_of(session, seats), taken=was_taken(session),
        clashes=clashes_in(session, meetings) if planned else [],
        twice=twice.select_related("person")[:NAMED], twice_count=twice.count(),
    )  # fmt: skip
    return render(request, "courses/training/detail.html", context)


@class_page
@require_http_methods(["GET", "POST"])
def training_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A draft; its meetings and its people come next."""
    scope.require(viewer.account, Right.RUN_CLASSES)
    form = _form(request, viewer)
    if form.is_valid():
        session = plan_session(plan=form.plan, at=clock.now(), by=viewer.account)
        messages.success(request, _("Đã lập lớp. Hãy thêm buổi học, rồi mời người dự."))
        return redirect("training_detail", session.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "courses/training/form.html", context_of(viewer, form=form), status=status)


@class_page
@require_http_methods(["GET", "POST"])
def training_edit(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """The same form with what is stored."""
    session = own_class(viewer, uuid)
    form = _form(request, viewer, session)
    if form.is_valid():
        try:
            change_session(
                session=session, plan=form.plan, seen=form.cleaned_data["seen"], at=clock.now(),
                by=viewer.account,
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("training_detail", session.uuid)
    context = context_of(viewer, form=form, session=session)
    return render(request, "courses/training/form.html", context, status=422 if form.is_bound else 200)


@class_page
@require_POST
def training_open(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """From now on people hear of it."""
    session = own_class(viewer, uuid)
    return _done(
        request, session, lambda: open_session(session=session, at=clock.now(), by=viewer.account),
        _("Đã mở lớp; người được mời và giảng viên đã được báo."),
    )  # fmt: skip


@class_page
@require_POST
def training_cancel(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """With a reason that everybody reads; where there is attendance, what was held may count all the same."""
    session, reason = own_class(viewer, uuid), request.POST.get("ly_do", "")
    counts = request.POST.get("diem_danh", "")
    if counts == "tinh":
        return _done(
            request, session, lambda: end_early(session=session, at=clock.now(), by=viewer.account),
            _("Đã bỏ các buổi còn lại và kết thúc lớp; các buổi đã học được tính."),
        )  # fmt: skip
    return _done(
        request, session,
        lambda: cancel_session(
            session=session, reason=reason, at=clock.now(), by=viewer.account,
            attendance_is_void=counts == "khong-tinh",
        ),
        _("Đã hủy lớp và báo cho mọi người."),
    )  # fmt: skip


def _form(request: HttpRequest, viewer: Viewer, session: TrainingSession | None = None) -> SessionForm:
    return SessionForm(
        request.POST if request.method == "POST" else None,
        visible=viewer.running, tree=viewer.tree, today=viewer.day, session=session,
    )  # fmt: skip


def _done(request: HttpRequest, session: TrainingSession, deed: Any, told: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, told)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("training_detail", session.uuid)


def _costs(session: TrainingSession) -> dict[str, Any]:
    lines = list(session.costs.all())
    return {"lines": lines, "total": sum(line.amount for line in lines)}
