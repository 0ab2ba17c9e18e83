"""What the timetable does: from the hour of sending on, once a day."""

from datetime import datetime

from common.clock import local_day
from reports.queries.chasing.manners import is_too_early, silence_at
from reports.queries.chasing.missing import active_plans
from reports.services.chasing.preparing import prepare


def prepare_due(*, at: datetime) -> int:
    """A day whose plans are all written down costs two queries; one that was interrupted goes on where it stopped."""
    if silence_at(at) or is_too_early(at):
        return 0
    day = local_day(at)
    if all(plan.prepared_on == day for plan in active_plans(day)):
        return 0
    return prepare(at=at)
