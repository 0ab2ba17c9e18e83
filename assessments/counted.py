"""Which tests have news for their statistics; never writes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from assessments.models import Attempt, PastResult, QuizCount


@dataclass(frozen=True)
class News:
    """A test, how far it is counted, and whether what was counted is no longer so."""

    quiz: int
    known: QuizCount | None
    changed: bool = False

    def replaced(self) -> int:
        """How many results of the test have been replaced so far."""
        return PastResult.objects.filter(attempt__quiz=self.quiz).count()


def to_count(until: datetime) -> QuerySet[Attempt]:
    """Attempts that count: submitted, marked, of a person who is not merged into another; one enrolment, one learner."""
    return Attempt.objects.filter(
        submitted_at__lte=until, waiting=False, enrolment__learner__merged_into__isnull=True
    )


def news(until: datetime, quiz: int | None = None) -> list[News]:
    """Tests with attempts not yet counted, or with counted ones that changed; in three questions, however many tests."""
    only = {"quiz": quiz} if quiz else {}
    known = {count.quiz_id: count for count in QuizCount.objects.filter(**only)}
    past = PastResult.objects.filter(**({"attempt__quiz": quiz} if quiz else {})).order_by()
    replaced = dict(past.values_list("attempt__quiz").annotate(Count("pk")))
    found = []
    for one, attempts, counted in _attempts(until, only):
        count = known.pop(one, None)
        changed = count is not None and (counted, replaced.get(one, 0)) != (count.attempts, count.replaced)
        if count is None or changed or attempts > counted:
            found.append(News(one, count, changed))
    return found + [News(one, count, True) for one, count in known.items() if count.attempts]


def _attempts(until: datetime, only: dict[str, int]) -> list[tuple[int, int, int]]:
    """(test, attempts to count, those of them from before the last count)."""
    before = Q(submitted_at__lte=F("quiz__count__counted_to"))
    rows = to_count(until).filter(**only).order_by().values_list("quiz")
    return list(rows.annotate(every=Count("pk"), counted=Count("pk", filter=before)))
