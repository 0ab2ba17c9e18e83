"""Where the mean of all tries is the result, a pass may go though no try loses its own: said before it happens."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from assessments.models import Attempt, Regrade, RegradeChange
from assessments.queries.standing import counted
from assessments.rules import Grading
from assessments.services.regrading.reckoning import Reckoned, Reckoner, certified

Outcome = RegradeChange.Outcome
Sitting = tuple[int, int]  # the enrolment and the test


def foreseen(reckoner: Reckoner, found: Sequence[Reckoned]) -> list[Reckoned]:
    """The same, with what becomes of a pass by the mean told with each try that changes."""
    mean = {_sitting(one.attempt) for one in found if one.of_mean and one.replaces}
    lost = _lost(reckoner, mean) if mean else set()
    if not lost:
        return list(found)
    keeps = reckoner.regrade.lost == Regrade.Lost.KEEP
    holders = set() if keeps else certified({enrolment for enrolment, _quiz in lost})
    return [
        _told(one, keeps, one.attempt.enrolment_id in holders)
        if one.of_mean and one.replaces and _sitting(one.attempt) in lost
        else one
        for one in found
    ]


def _told(one: Reckoned, keeps: bool, holds: bool) -> Reckoned:
    outcome = Outcome.KEPT if keeps else Outcome.HELD if holds else Outcome.WITHDRAWN
    return replace(one, outcome=outcome, certified=holds)


def _lost(reckoner: Reckoner, sittings: set[Sitting]) -> set[Sitting]:
    """Sittings whose mean is a pass now, and would be none; their tries of other steps are reckoned as well."""
    enrolments, quizzes = {one for one, _quiz in sittings}, {quiz for _one, quiz in sittings}
    wanted = Attempt.objects.filter(enrolment__in=enrolments, quiz__in=quizzes, submitted_at__isnull=False)
    tries = list(wanted.prefetch_related("quiz").order_by("number"))
    again = {one.attempt.pk: one for one in reckoner.reckon(tries)}
    done: dict[Sitting, list[Attempt]] = defaultdict(list)
    for attempt in tries:
        done[_sitting(attempt)].append(attempt)
    return {
        sitting
        for sitting in sittings
        if _passes(done[sitting]) and not _passes([_after(one, again.get(one.pk)) for one in done[sitting]])
    }


def _sitting(attempt: Attempt) -> Sitting:
    return attempt.enrolment_id, attempt.quiz_id


def _passes(done: Sequence[Attempt]) -> bool:
    stands = counted(Grading.AVERAGE, [one for one in done if not one.waiting])
    return bool(stands and stands.passed)


def _after(attempt: Attempt, again: Reckoned | None) -> Attempt:
    """The try as it will stand."""
    if again is None:
        return attempt
    new = copy(attempt)
    new.score, new.passed = again.result.score, again.stands
    new.waiting, new.marks = again.result.waiting, again.marks
    return new
