"""Looking for work: completions without a certificate, certificates without a file."""

import logging

from celery import shared_task
from django.db import DatabaseError

from certificates.models import Certificate
from certificates.queries import certificates_without_pdf, enrolments_due, is_due
from certificates.services.issuing import issue_certificate
from common import clock
from common.errors import DomainError
from courses.models import Enrolment

log = logging.getLogger(__name__)
FILES = 20  # drawn a run: a backlog leaves the worker free for the file that somebody waits for
CHUNK = 200  # a run stays shorter than a minute; the next run takes the rest


@shared_task(name="certificates.periodic.issue_due", time_limit=600)
def issue_due() -> None:
    """What lost nudges missed and crashed workers left half done."""
    for enrolment_id in enrolments_due(CHUNK):
        issue_for_enrolment(enrolment_id)
    for certificate_id in certificates_without_pdf(FILES):
        _make(Certificate.objects.get(pk=certificate_id))


@shared_task(name="certificates.periodic.issue_for_enrolment", time_limit=120)
def issue_for_enrolment(enrolment_id: int) -> None:
    """Issue one, if it is due; a second delivery finds it done."""
    enrolment = Enrolment.objects.select_related("course__owner_unit", "release", "learner").get(
        pk=enrolment_id
    )
    if not is_due(enrolment_id) and not enrolment.certificates.filter(pdf="").exists():
        return
    try:
        certificate = issue_certificate(enrolment=enrolment, at=clock.now())
    except DomainError as error:  # not completed after all, or no office yet: the sentence is for the log
        log.warning("no certificate for enrolment %s: %s", enrolment.uuid, error)
        return
    _make(certificate)


@shared_task(name="certificates.periodic.make_file", time_limit=120)
def make_file(certificate_id: int) -> None:
    """Somebody is waiting for this file: do not let it stand in the queue of the timetable."""
    _make(Certificate.objects.get(pk=certificate_id))


def _make(certificate: Certificate) -> None:
    """One certificate that cannot be drawn must not keep the others waiting; its row says why."""
    # What draws and signs takes 45 MB, which a worker that draws nothing need not hold.
    from certificates.rendering import RenderingFailed
    from certificates.services.files import make_pdf

    try:
        make_pdf(certificate=certificate, at=clock.now())
    except (RenderingFailed, DomainError, OSError, DatabaseError):
        log.exception("certificate %s has no file yet", certificate.serial)
