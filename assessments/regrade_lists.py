"""What pages show of regrades: those asked for, whom one changes, and how the results of a person came to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments.bank_scope import kept_quizzes, kept_regrades
from assessments.models import Attempt, PastResult, Question, Quiz, Regrade, RegradeChange
from assessments.models.attempt import whole
from assessments.queries.attempts import own_attempts
from common.vietnamese import format_points
from people.models import Account, Person

HEAVY = ("attempt__paper", "attempt__key", "attempt__marks")


def regrades(account: Account) -> QuerySet[Regrade]:
    """Of what the account answers for, newest first."""
    return kept_regrades(account).select_related(
        "question__bank", "quiz__activity", "under", "asked_by", "applied_by"
    )


def quizzes_sat(account: Account) -> QuerySet[Quiz]:
    """The account's tests with attempts, by title."""
    return (
        kept_quizzes(account)
        .filter(attempts__isnull=False)
        .distinct()
        .select_related("activity")
        .order_by("activity__title")
    )


def open_regrade(question: Question) -> Regrade | None:
    """The one that has to be finished before another begins."""
    return Regrade.objects.filter(question=question, state__in=Regrade.OPEN).first()


def changes_among(regrade: Regrade, people: QuerySet[Person], outcome: str = "") -> QuerySet[RegradeChange]:
    """The changed attempts of these people and of records merged into theirs, by given name."""
    mine = Q(attempt__enrolment__learner__in=people) | Q(attempt__enrolment__learner__merged_into__in=people)
    rows = regrade.changes.filter(mine).select_related(
        "attempt__enrolment__learner__merged_into", "attempt__enrolment__course"
    )
    rows = rows.filter(outcome=outcome) if outcome else rows
    return rows.defer(*HEAVY).order_by(
        "attempt__enrolment__learner__sort_key", "attempt__enrolment", "attempt__number"
    )


@dataclass(frozen=True)
class Turn:
    """A result that gave way: what it was, and what stood after it."""

    past: PastResult
    was: str
    then: str


@dataclass(frozen=True)
class History:
    """An attempt whose result was replaced, first to last."""

    attempt: Attempt
    turns: list[Turn]


def history_of(attempt: Attempt, past: Iterable[PastResult]) -> History:
    """Each replaced result beside the one that took its place."""
    results: list[Any] = [*sorted(past, key=lambda one: one.number), attempt]
    said = [_said(attempt, one) for one in results]
    return History(attempt, [Turn(one, *told) for one, *told in zip(results, said, said[1:], strict=False)])


def _said(attempt: Attempt, result: Any) -> str:
    if result.waiting:
        return _("chờ chấm")
    told = {
        "score": format_points(whole(float(result.score))), "of": format_points(attempt.worth_under(result.marks)),
        "verdict": _("đạt") if result.passed else _("chưa đạt"),
    }  # fmt: skip
    return _("%(score)s/%(of)s điểm, %(verdict)s") % told


def replaced_results(person_id: int | None) -> list[History]:
    """Of one person, and of records merged into theirs: every attempt whose result is not the first one."""
    replaced = PastResult.objects.values("attempt")
    rows = own_attempts(person_id).filter(pk__in=replaced).order_by("-submitted_at", "-pk")
    rows = rows.select_related("quiz__activity", "enrolment__course").prefetch_related(
        "past_results__replaced_by"
    )
    return [history_of(one, one.past_results.all()) for one in rows]
