"""When a result may be appealed against: within so many days of it, once a result."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from assessments.models import Appeal, Attempt


@dataclass(frozen=True)
class AppealStanding:
    """Where a learner's right to appeal stands; `newest` is their last appeal."""

    newest: Appeal | None
    result_at: datetime | None
    closes_at: datetime | None

    def may_ask(self, at: datetime) -> bool:
        """There is a result, its days are not over, and it was not appealed against before."""
        if self.result_at is None or self.closes_at is None or at >= self.closes_at:
            return False
        return self.newest is None or (self.newest.decided_at or self.closes_at) < self.result_at


def appeal_standing(attempt: Attempt) -> AppealStanding:
    """Two queries; none for a paper that has no result yet."""
    if attempt.submitted_at is None or attempt.waiting:
        return AppealStanding(None, None, None)
    replaced = attempt.past_results.aggregate(last=Max("replaced_at"))["last"]
    result_at = replaced or attempt.submitted_at
    newest = attempt.appeals.order_by("-asked_at", "-pk").first()
    return AppealStanding(newest, result_at, result_at + timedelta(days=settings.APPEAL_DAYS))
