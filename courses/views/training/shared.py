"""What the desk's pages of classes need: who looks, and the class they ask for."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from common import clock
from courses.models import TrainingSession
from courses.queries.training.viewing import Viewer
from people import scope
from people.rights import Right

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


def context_of(viewer: Viewer, **more: Any) -> dict[str, Any]:
    """With what the header says; a trainer without a desk stays among their own pages."""
    at_desk = scope.may_use_desk(viewer.account)
    label = scope.scope_title(viewer.account, viewer.day, viewer.tree) if at_desk else ""
    base = "base_hr.html" if at_desk else "base_learner.html"
    return {"scope_label": label, "base": base, "today": viewer.day, **more}
