"""Entering a certificate in the register: once for an enrolment, with the next number and no gap."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.models import Certificate, RegisterCounter, Revocation
from certificates.queries import last_day_of
from certificates.serials import new_serial
from certificates.services.facts import facts_of, office_for
from common.clock import local_day
from common.errors import Conflict, DomainError
from courses.models import Enrolment, EnrolmentProgress
from courses.models.progress import State
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
        return Revocation.objects.create(
            certificate=certificate, reason=reason.strip(), revoked_at=at, revoked_by=by
        )


def enter(enrolment: Enrolment, *, issue: int, at: datetime) -> Certificate:
    """The enrolment's certificate of that issue, with the next number of the register."""
    try:
        return _enter(enrolment, issue, at)
    except IntegrityError:  # somebody else entered it; the number went back with our transaction
        existing = Certificate.objects.filter(enrolment=enrolment, issue=issue).first()
        if existing is None:
            raise
        return existing


@transaction.atomic
def _enter(enrolment: Enrolment, issue: int, at: datetime) -> Certificate:
    issued_on = local_day(at)
    office = office_for(enrolment.course, issued_on)
    counter = _locked_counter(office, issued_on.year)
    existing = Certificate.objects.filter(enrolment=enrolment, issue=issue).first()
    if existing:  # entered while we waited for the register
        return existing
    facts = facts_of(enrolment, completed(enrolment), office, issued_on)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Certificate.objects.create(
        serial=new_serial(facts["place"], issued_on.year, counter.last),
        enrolment=enrolment,
        issue=issue,
        office=office,
        year=issued_on.year,
        number=counter.last,
        issued_on=issued_on,
        issued_at=at,
        expires_on=last_day_of(enrolment.course, issued_on),
        facts=facts,
    )


def completed(enrolment: Enrolment) -> EnrolmentProgress:
    progress = EnrolmentProgress.objects.filter(enrolment=enrolment).first()
    if progress is None or progress.state != State.COMPLETED or progress.completed_at is None:
        raise DomainError(_("Chưa hoàn thành khóa học nên chưa cấp giấy chứng nhận."))
    return progress


def _locked_counter(office: OrgUnit, year: int) -> RegisterCounter:
    """Held until the transaction ends: numbers are taken one by one, and a failure gives its number back."""
    locked = RegisterCounter.objects.select_for_update().filter(office=office, year=year)
    counter = locked.first()
    if counter is None:  # the first of the year; whoever comes second finds it
        RegisterCounter.objects.get_or_create(office=office, year=year)
        counter = locked.get()
    return counter
