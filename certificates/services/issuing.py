"""Entering a certificate in the register: once for an enrolment, with the next number and no gap."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.services.regrading.deciding import withdraw_held_passes
from certificates.models import Certificate, RegisterCounter, Revocation
from certificates.queries.afterwards import last_day_of
from certificates.serials import new_serial
from certificates.services.facts import Facts, Issue, office_for
from common.clock import local_day
from common.errors import Conflict, DomainError
from courses.models import Enrolment, EnrolmentProgress
from courses.models.progress import State
from courses.services.record_many import hold
from people.models import Account, OrgUnit
from people.services import audit


def issue_certificate(*, enrolment: Enrolment, at: datetime) -> Certificate:
    """The enrolment's certificate, made now if there is none; its PDF follows by `make_pdf`."""
    return enter(enrolment, issue=1, at=at)


def revoke_certificate(*, certificate: Certificate, reason: str, by: Account, at: datetime) -> Revocation:
    """Take a certificate back; said once, with a reason."""
    if not reason.strip():
        raise DomainError(_("Hãy nêu lý do thu hồi."))
    with transaction.atomic():
        Certificate.objects.select_for_update().get(pk=certificate.pk)
        if Revocation.objects.filter(certificate=certificate).exists():
            raise Conflict(_("Giấy chứng nhận này đã được thu hồi trước đó."))
        told = {"number": certificate.register_number, "reason": reason.strip()[:200]}
        person = certificate.enrolment.learner
        audit.record("certificate_revoked", kind=audit.Kind.CHANGE, by=by, at=at, person=person, detail=told)
        withdraw_held_passes(enrolment=certificate.enrolment, reason=reason.strip(), by=by, at=at)
        return Revocation.objects.create(
            certificate=certificate, reason=reason.strip(), revoked_at=at, revoked_by=by
        )


def issue_many(*, enrolments: Sequence[Enrolment], at: datetime) -> list[Certificate]:
    """First certificates for those of the enrolments that have none, in their order: a block of numbers at once.

    One transaction: either all have their rows and the numbers follow each other, or nobody has and none is spent.
    They are of one course, and so of one office.
    """
    return _enter(enrolments, 1, at)


def enter(enrolment: Enrolment, *, issue: int, at: datetime) -> Certificate:
    """The enrolment's certificate of that issue, with the next number of the register."""
    try:
        entered = _enter([enrolment], issue, at)
    except IntegrityError:  # somebody else entered it; the number went back with our transaction
        entered = []
        if not Certificate.objects.filter(enrolment=enrolment, issue=issue).exists():
            raise
    return entered[0] if entered else Certificate.objects.get(enrolment=enrolment, issue=issue)


@transaction.atomic
def _enter(enrolments: Sequence[Enrolment], issue: int, at: datetime) -> list[Certificate]:
    issued_on = local_day(at)
    office = office_for(enrolments[0].course, issued_on)
    counter = _locked_counter(office, issued_on.year)
    taken = set(  # entered while we waited for the register
        Certificate.objects.filter(enrolment__in=enrolments, issue=issue).values_list(
            "enrolment_id", flat=True
        )
    )
    wanted = [one for one in enrolments if one.pk not in taken]
    if not wanted:
        return []
    hold([one.pk for one in wanted])  # no regrade takes a pass from under what is being entered
    facts = Facts(wanted, completions_of(wanted), Issue(office, issued_on))
    expires_on = last_day_of(wanted[0].course, issued_on)
    first = counter.last + 1
    counter.last += len(wanted)
    counter.save(update_fields=["last"])
    return Certificate.objects.bulk_create(
        Certificate(
            serial=new_serial(facts.issue.place, issued_on.year, number),
            enrolment=enrolment,
            issue=issue,
            office=office,
            year=issued_on.year,
            number=number,
            issued_on=issued_on,
            issued_at=at,
            expires_on=expires_on,
            facts=facts.of(enrolment),
        )
        for number, enrolment in enumerate(wanted, start=first)
    )


def completions_of(enrolments: Sequence[Enrolment]) -> dict[int, EnrolmentProgress]:
    """Where each stands; refused if anybody has not completed."""
    done = EnrolmentProgress.objects.filter(
        enrolment__in=enrolments, state=State.COMPLETED, completed_at__isnull=False
    )
    found = {progress.enrolment_id: progress for progress in done}
    if len(found) < len(enrolments):
        raise DomainError(_("Chưa hoàn thành khóa học nên chưa cấp giấy chứng nhận."))
    return found


def _locked_counter(office: OrgUnit, year: int) -> RegisterCounter:
    """Held until the transaction ends: numbers are taken one by one, and a failure gives its number back."""
    locked = RegisterCounter.objects.select_for_update().filter(office=office, year=year)
    counter = locked.first()
    if counter is None:  # the first of the year; whoever comes second finds it
        RegisterCounter.objects.get_or_create(office=office, year=year)
        counter = locked.get()
    return counter
