"""The results that count: of the last test, of before a regrade, and those left to HR; never write."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import F, QuerySet

from assessments.models import Attempt, PastResult, Regrade, RegradeChange
from assessments.queries.standing import counted
from common.prepared import Prepared
from courses.models import Enrolment


def held_passes(enrolments: Collection[int] | None) -> QuerySet[RegradeChange]:
    """Of these enrolments (None: all), passes left for HR to decide: a regrade takes none from under a certificate."""
    held = RegradeChange.objects.filter(outcome=RegradeChange.Outcome.HELD, decided_at__isnull=True)
    held = held.filter(regrade__state=Regrade.State.DONE).order_by("pk")
    return held if enrolments is None else held.filter(attempt__enrolment__in=enrolments)


_PAST = Prepared(lambda attempt: PastResult.objects.filter(attempt=attempt).order_by("number"))


def past_results_of(attempt: Attempt) -> list[PastResult]:
    """The results that stood before the present one, first to last."""
    return _PAST.objects(attempt.pk)


def final_result(enrolment: Enrolment) -> Attempt | None:
    """The best passed attempt at the last test of the learner's release; what a certificate states."""
    return final_results([enrolment.pk]).get(enrolment.pk)


def final_results(enrolments: Iterable[int]) -> dict[int, Attempt]:
    """The same of many enrolments at once."""
    passed = (
        Attempt.objects.filter(enrolment__in=enrolments, passed=True)
        .filter(quiz__activity__release_items__release_id=F("enrolment__release_id"))
        .annotate(place=F("quiz__activity__release_items__position"))
        .order_by("place", "score", "-number")  # the best comes last, and stays
    )
    found: dict[int, Attempt] = {attempt.enrolment_id: attempt for attempt in passed}
    otherwise = [one for one in found.values() if one.promised.get("grading", "best") != "best"]
    return found | (_by_their_grading(otherwise) if otherwise else {})


def _by_their_grading(last_tests: list[Attempt]) -> dict[int, Attempt]:
    """The attempt that counts at each of these tests, with the points that count; one query."""
    held: dict[tuple[int, int], list[Attempt]] = {(one.enrolment_id, one.quiz_id): [] for one in last_tests}
    rows = Attempt.objects.filter(
        enrolment__in=[one.enrolment_id for one in last_tests], submitted_at__isnull=False, waiting=False
    )
    for attempt in rows.order_by("number"):
        held.get((attempt.enrolment_id, attempt.quiz_id), []).append(attempt)
    results = [counted(done[-1].promised["grading"], done) for done in held.values()]
    for result in filter(None, results):
        result.attempt.score = Decimal(str(result.earned))  # of an average; never saved
    return {result.attempt.enrolment_id: result.attempt for result in results if result}
