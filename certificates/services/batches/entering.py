"""The rows first: numbers in a block, in the order of the print file, a few hundred a transaction."""

from django.db import IntegrityError, transaction

from certificates.models import BatchLine, Certificate
from certificates.services.batches.lease import Lease
from certificates.services.issuing import issue_certificate, issue_many
from common.errors import DomainError
from courses.models import Enrolment

CHUNK = 250
RELATED = ("course__owner_unit", "release", "learner")


def enter_all(lease: Lease) -> None:
    """Every line gets its certificate, or the reason why not; begun again, it goes on where it stopped."""
    left = lease.row.lines.filter(certificate=None, reason="")
    total = lease.row.lines.count()
    while lines := list(left.order_by("position")[:CHUNK]):
        lease.say("enter", total - left.count(), total)
        _enter(lines, lease)
    lease.say("enter", total, total)


def _enter(lines: list[BatchLine], lease: Lease) -> None:
    found = Enrolment.objects.select_related(*RELATED).in_bulk([line.enrolment_id for line in lines])
    enrolments = [found[line.enrolment_id] for line in lines if line.enrolment_id in found]
    at = lease.watch()
    try:
        with transaction.atomic():
            issue_many(enrolments=enrolments, at=at)
    except (IntegrityError, DomainError):  # one of them is in the way: one by one, each with its reason
        reasons = dict(_one_by_one(enrolments, lease))
    else:
        reasons = {}
    held = _latest(enrolments)
    for line in lines:
        line.certificate_id = held.get(line.enrolment_id)
        line.reason = "" if line.certificate_id else reasons.get(line.enrolment_id, "–")
    BatchLine.objects.bulk_update(lines, ["certificate", "reason"])


def _one_by_one(enrolments: list[Enrolment], lease: Lease) -> list[tuple[int | None, str]]:
    refused: list[tuple[int | None, str]] = []
    for enrolment in enrolments:
        try:
            issue_certificate(enrolment=enrolment, at=lease.watch())
        except DomainError as error:
            refused.append((enrolment.pk, str(error)[:300]))
    return refused


def _latest(enrolments: list[Enrolment]) -> dict[int | None, int]:
    """Each enrolment's last issue: an older one has been replaced."""
    rows = Certificate.objects.filter(enrolment__in=enrolments).order_by("issue")
    return dict(rows.values_list("enrolment_id", "pk"))
