"""One regrade from claim to end, in steps: each is in the database whole, or not at all."""

import logging
from collections.abc import Sequence

from django.db import OperationalError, transaction

from assessments.models import Attempt, PastResult, Regrade, RegradeChange
from assessments.services.regrading.lease import Lease, LeaseLost, State, Watch, claim
from assessments.services.regrading.reckoning import Reckoned, Reckoner, holding, tally
from assessments.services.regrading.replacing import Replacement, replace_results
from common.errors import DomainError
from courses.queries.folding import chunked
from courses.services.record_many import hold
from people.services import audit

log = logging.getLogger(__name__)
TOLD = ("score_before", "score_after", "of_after", "passed_before", "passed_after", "certified", "outcome")
STEP = 250  # attempts: learners who save an answer on SQLite wait for one step at most


def run(pk: int, watch: Watch) -> bool:
    """Do what the regrade waits for, unless somebody else does; True if it was worked on."""
    lease = claim(pk, watch)
    if lease is None:
        return False
    try:
        _preview(lease) if lease.regrade.state == State.DRAFT else _apply(lease)
    except DomainError as refusal:
        lease.finish(State.FAILED, failure=str(refusal)[:300])
    except LeaseLost:
        log.info("regrade %s was given up, or belongs to another worker now", pk)
    except OperationalError as error:
        lease.give_back()
        log.warning("regrade %s comes again: %s", pk, error)
    except BaseException:
        lease.give_back()
        raise
    return True


def _preview(lease: Lease) -> None:
    """Reckon without changing anything."""
    _in_steps(lease, applying=False)
    lease.finish(State.PREVIEWED)


def _apply(lease: Lease) -> None:
    """From now on new submissions are graded the new way; those handed in before follow here."""
    _in_steps(lease, applying=True)
    regrade = lease.regrade
    with transaction.atomic():
        lease.finish(State.DONE)
        audit.record(
            "regrade_done", kind=audit.Kind.CHANGE, by=regrade.applied_by, at=lease.watch(),
            count=regrade.counts.get("changed", 0), detail=said_of(regrade),
        )  # fmt: skip


def said_of(regrade: Regrade) -> dict[str, str]:
    """What the log says of a regrade."""
    told = {"question": regrade.subject[:120], "policy": str(regrade.get_policy_display())}
    return told | {"lost": str(regrade.get_lost_display()), "reason": regrade.reason[:200]}


def _in_steps(lease: Lease, *, applying: bool) -> None:
    regrade, reckoner = lease.regrade, Reckoner(lease.regrade)
    left = list(holding(regrade).filter(pk__gt=regrade.cursor).order_by("pk").values_list("pk", flat=True))
    lease.begin(len(left))
    for pks in chunked(left, STEP):
        with transaction.atomic():
            _step(lease, reckoner, pks, applying=applying)


def _step(lease: Lease, reckoner: Reckoner, pks: Sequence[int], *, applying: bool) -> None:
    """Rows of attempts are locked, open ones too: a submission under way is waited for, a later one sees the regrade."""
    regrade = lease.regrade
    rows = Attempt.objects.filter(pk__in=pks).defer("paper").prefetch_related("quiz").order_by("pk")
    attempts = list(rows.select_for_update(of=("self",)) if applying else rows)
    if applying and regrade.lost == Regrade.Lost.WITHDRAW:
        hold({one.enrolment_id for one in attempts if one.passed})  # no certificate comes in between
    found = reckoner.reckon(attempts)
    if applying:
        _replace(lease, found)
    _list(regrade, pks, [_change(regrade, one) for one in found if one.matters])
    lease.step(pks[-1], len(pks), tally(regrade.counts, attempts, found))


def _replace(lease: Lease, found: Sequence[Reckoned]) -> None:
    regrade = lease.regrade
    replacements = [
        Replacement(one.attempt, one.result.score, one.result.of, one.stands, one.result.waiting, one.marks)
        for one in found
        if one.replaces
    ]
    replace_results(
        replacements,
        why=PastResult.Why.REGRADED,
        note=regrade.reason,
        by=regrade.applied_by,
        at=lease.watch(),
    )


def _list(regrade: Regrade, pks: Sequence[int], changes: Sequence[RegradeChange]) -> None:
    """Whom it changes: first as reckoned, in the end as it was done."""
    stale = RegradeChange.objects.filter(regrade=regrade, attempt__in=pks)
    stale.exclude(attempt__in=[one.attempt_id for one in changes]).delete()
    RegradeChange.objects.bulk_create(
        changes, update_conflicts=True, unique_fields=["regrade", "attempt"], update_fields=TOLD
    )


def _change(regrade: Regrade, one: Reckoned) -> RegradeChange:
    return RegradeChange(
        regrade=regrade, attempt=one.attempt, score_before=one.before, score_after=one.result.score,
        of_after=one.result.of, passed_before=one.attempt.passed, passed_after=one.result.passed,
        certified=one.certified, outcome=one.outcome,
    )  # fmt: skip
