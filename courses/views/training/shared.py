"""What the desk's pages of classes need: who looks, and the class they ask for."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError, Forbidden
from courses.models import Meeting, TrainingSession
from courses.models.session import SessionState
from courses.queries.training.viewing import Viewer
from people import scope
from people.rights import Right
from people.services import audit

View = Callable[..., HttpResponseBase]


def class_page(view: View) -> View:
    """Signed in, and at a desk or teaching something; the view gets the viewer after the request."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = Viewer(request.user, clock.today())  # type: ignore[arg-type]
        viewer.require()
        return view(request, viewer, *args, **kwargs)

    return login_required(guarded)


def own_class(viewer: Viewer, uuid: UUID) -> TrainingSession:
    """The class, for somebody who runs it; whoever runs none is refused before the class is looked for."""
    scope.require(viewer.account, Right.RUN_CLASSES)
    session = viewer.session(uuid)
    viewer.require_runs(session)
    return session


def taught_class(viewer: Viewer, uuid: UUID) -> TrainingSession:
    """The class, for those who take its attendance: its trainers, and whoever runs it."""
    if not viewer.teaches_something:
        scope.require(viewer.account, Right.RUN_CLASSES)
    session = viewer.session(uuid)
    require_takes(viewer, session)
    return session


def taught_meeting(viewer: Viewer, uuid: UUID) -> Meeting:
    """One meeting of such a class."""
    if not viewer.teaches_something:
        scope.require(viewer.account, Right.RUN_CLASSES)
    rows = Meeting.objects.filter(session__in=viewer.sessions().order_by().values("pk"))
    found = rows.select_related("session__lead_unit", "session__release__course").filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có buổi học này trong phạm vi anh/chị phụ trách."), status=404)
    require_takes(viewer, found.session)
    return found


def require_takes(viewer: Viewer, session: TrainingSession) -> None:
    """Refuse whoever only looks on; after the end corrections are the leading office's."""
    if not (viewer.runs(session) or viewer.teaches(session)):
        raise Forbidden(_("Điểm danh do đơn vị chủ trì hoặc giảng viên của lớp làm."))


def require_open_for(viewer: Viewer, session: TrainingSession) -> None:
    """A trainer writes while the class is on; what is corrected afterwards moves the record."""
    if session.state == SessionState.CLOSED and not viewer.runs(session):
        raise Forbidden(_("Lớp đã kết thúc: đơn vị chủ trì sửa điểm danh."))


def seen(viewer: Viewer, session: TrainingSession, count: int, action: str = "class_attendance_seen") -> None:
    """The log says who read names of a class."""
    detail: dict[str, Any] = {"class": session.code}
    audit.looked(action, by=viewer.account, at=clock.now(), unit=session.lead_unit, count=count, **detail)


def context_of(viewer: Viewer, **more: Any) -> dict[str, Any]:
    """With what the header says; a trainer without a desk stays among their own pages."""
    at_desk = scope.may_use_desk(viewer.account)
    label = scope.scope_title(viewer.account, viewer.day, viewer.tree) if at_desk else ""
    base = "base_hr.html" if at_desk else "base_learner.html"
    return {"scope_label": label, "base": base, "today": viewer.day, **more}
