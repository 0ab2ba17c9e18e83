"""When a result may be appealed against: within so many days of it, once a result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from assessments.models import Appeal, Attempt, PastResult
from common.prepared import Prepared


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


_NEWEST = Prepared(lambda attempt: Appeal.objects.filter(attempt=attempt).order_by("-asked_at", "-pk")[:1])


def appeal_standing(attempt: Attempt, past: Iterable[PastResult]) -> AppealStanding:
    """`past` are the results that stood before; one query, none for a paper that has no result yet."""
    if attempt.submitted_at is None or attempt.waiting:
        return AppealStanding(None, None, None)
    result_at = max((one.replaced_at for one in past), default=attempt.submitted_at)
    newest = _NEWEST.object(attempt.pk)
    return AppealStanding(newest, result_at, result_at + timedelta(days=settings.APPEAL_DAYS))
