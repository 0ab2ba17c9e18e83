"""Who may open what comes after a class."""

from uuid import UUID

from courses.models import TrainingSession
from courses.queries.training.viewing import Viewer
from people import scope
from people.rights import Right


def own_or_taught(viewer: Viewer, uuid: UUID, right: Right = Right.RUN_CLASSES) -> TrainingSession:
    """The class, for those who run or teach it; whoever does neither anywhere is refused before it is looked for."""
    if not viewer.teaches_something:
        scope.require(viewer.account, right)
    session = viewer.session(uuid)
    if not viewer.teaches(session):
        viewer.require_runs(session)
    return session
