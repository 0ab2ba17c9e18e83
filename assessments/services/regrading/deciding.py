"""A pass that the new key does not give, held because a certificate rests on it: HR keeps it or withdraws it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.models import Attempt, PastResult, RegradeChange
from assessments.queries.results import held_passes
from assessments.services.regrading.replacing import Replacement, replace_results, retract_lost
from common.errors import Conflict, DomainError
from courses.models import Enrolment
from courses.services.record_many import hold
from people.models import Account
from people.services import audit


@transaction.atomic
def keep_held_passes(*, enrolment: Enrolment, reason: str, by: Account, at: datetime) -> int:
    """The certificate and what it rests on stay."""
    if not reason.strip():
        raise DomainError(_("Hãy nêu lý do giữ kết quả."))
    decided = _decide(held_passes([enrolment.pk]), reason, by, at)
    if not decided:
        raise Conflict(_("Không còn kết quả nào chờ quyết định."))
    _logged("held_pass_kept", enrolment, reason, by, at)
    return decided


@transaction.atomic
def withdraw_held_passes(*, enrolment: Enrolment, reason: str, by: Account, at: datetime) -> int:
    """The certificate was taken back: the passes that waited for that go as well. Without any, nothing happens."""
    held = held_passes([enrolment.pk])
    if not held.exists():
        return 0
    wanted = Attempt.objects.filter(pk__in=held.values("attempt")).select_related("quiz")
    attempts = list(wanted.select_for_update(of=("self",)).order_by("pk"))
    hold([enrolment.pk])
    replacements = [_without_pass(one) for one in attempts if one.passed and one.falls_short]
    replace_results(replacements, why=PastResult.Why.REGRADED, note=reason, by=by, at=at)
    retract_lost(attempts, reason=reason, by=by, at=at)
    decided = _decide(held, reason, by, at)
    _logged("held_pass_withdrawn", enrolment, reason, by, at)
    return decided


def _without_pass(attempt: Attempt) -> Replacement:
    of, score = Decimal(str(attempt.of)), attempt.score or Decimal(0)
    return Replacement(attempt, score, of, passed=False, waiting=attempt.waiting, marks=attempt.marks or {})


def _decide(held: QuerySet[RegradeChange], reason: str, by: Account, at: datetime) -> int:
    pks = list(held.values_list("pk", flat=True))
    rows = RegradeChange.objects.filter(pk__in=pks)
    return rows.update(decided_at=at, decided_by=by, decision=reason.strip()[:300])


def _logged(action: str, enrolment: Enrolment, reason: str, by: Account, at: datetime) -> None:
    told = {"course": enrolment.course.title, "reason": reason.strip()[:200]}
    audit.record(action, kind=audit.Kind.CHANGE, by=by, at=at, person=enrolment.learner, detail=told)
