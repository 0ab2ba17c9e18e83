"""One regrade from claim to end, in steps: each is in the database whole, or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from assessments.models import Attempt, PastResult, Regrade, RegradeChange
from assessments.services.regrading.lease import Lease, State, claim
from assessments.services.regrading.means import foreseen
from assessments.services.regrading.reckoning import Reckoned, Reckoner, certified, holding, tally
from assessments.services.regrading.replacing import Replacement, replace_results
from assessments.services.telling import tell_regraded
from common.leases import Watch, carry
from courses.queries.folding import chunked
from courses.services.record_many import hold
from people.services import audit

TOLD = ("score_before", "score_after", "of_after", "passed_before", "passed_after", "certified", "outcome")
STEP = 250  # attempts: learners who save an answer on SQLite wait for one step at most


def run(pk: int, watch: Watch) -> bool:
    """Do what the regrade waits for, unless somebody else does; True if it was worked on."""
    lease = claim(pk, watch)
    if lease is None:
        return False
    return carry(lease, _work, lambda held, reason: held.finish(State.FAILED, failure=reason[:300]))


def _work(lease: Lease) -> None:
    _preview(lease) if lease.row.state == State.DRAFT else _apply(lease)


def _preview(lease: Lease) -> None:
    """Reckon without changing anything."""
    _in_steps(lease, applying=False)
    lease.finish(State.PREVIEWED)


def _apply(lease: Lease) -> None:
    """From now on new submissions are graded the new way; those handed in before follow here."""
    _in_steps(lease, applying=True)
    regrade = lease.row
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
    regrade, reckoner = lease.row, Reckoner(lease.row)
    left = list(holding(regrade).filter(pk__gt=regrade.cursor).order_by("pk").values_list("pk", flat=True))
    lease.begin(len(left))
    for pks in chunked(left, STEP):
        with transaction.atomic():
            _step(lease, reckoner, pks, applying=applying)


def _step(lease: Lease, reckoner: Reckoner, pks: Sequence[int], *, applying: bool) -> None:
    """Rows of attempts are locked, open ones too: a submission under way is waited for, a later one sees the regrade."""
    regrade = lease.row
    rows = Attempt.objects.filter(pk__in=pks).defer("paper").prefetch_related("quiz").order_by("pk")
    attempts = list(rows.select_for_update(of=("self",)) if applying else rows)
    if applying and regrade.lost == Regrade.Lost.WITHDRAW:
        hold({one.enrolment_id for one in attempts if one.passed})  # no certificate comes in between
    found = reckoner.reckon(attempts)
    if applying:
        found = _replace(lease, found, foreseen(reckoner, found))
        tell_regraded([one for one in found if one.replaces], regrade=regrade, at=lease.watch())
    else:
        found = foreseen(reckoner, found)
    _list(regrade, pks, [_change(regrade, one) for one in found if one.matters])
    lease.went_on(pks[-1], len(pks), tally(regrade.counts, attempts, found))


def _replace(lease: Lease, found: Sequence[Reckoned], told: Sequence[Reckoned]) -> list[Reckoned]:
    """A mean of several tries may lose its pass though no try does: then that is decided here, as it was `told`."""
    regrade = lease.row
    mean = {one.attempt.enrolment_id for one in found if one.of_mean}
    keeps = regrade.lost == Regrade.Lost.KEEP
    spared = mean if keeps else certified(mean)
    replacements = [
        Replacement(one.attempt, one.result.score, one.result.of, one.stands, one.result.waiting, one.marks)
        for one in found
        if one.replaces
    ]
    left = replace_results(
        replacements,
        why=PastResult.Why.REGRADED,
        note=regrade.reason,
        by=regrade.applied_by,
        at=lease.watch(),
        spared=spared,
    )
    outcome = RegradeChange.Outcome.KEPT if keeps else RegradeChange.Outcome.HELD
    gone = {one.attempt.pk for one in told if one.outcome == RegradeChange.Outcome.WITHDRAWN}
    return [
        replace(one, outcome=outcome, certified=not keeps)
        if one.attempt.pk in left
        else replace(one, outcome=RegradeChange.Outcome.WITHDRAWN)
        if one.attempt.pk in gone
        else one
        for one in found
    ]


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
