"""Looking for work: completions without a certificate, certificates without a file."""

import logging

from celery import shared_task

from certificates.models import Certificate
from certificates.queries.due import certificates_without_pdf, enrolments_due, is_due
from certificates.services.batches.starting import forget_files
from certificates.services.issuing import issue_certificate
from common import clock, nudges
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


@shared_task(name="certificates.periodic.work_on_batch", time_limit=6 * 3600)
def work_on_batch(pk: int) -> bool:
    """Do this batch, unless somebody else does."""
    from certificates.services.batches import work  # as below

    return work.run(pk, clock.now)


@shared_task(name="certificates.periodic.requeue_batches")
def requeue_batches() -> int:
    """Send again what waits or has lost its worker."""
    from certificates.services.batches import waiting

    return waiting.send_waiting(clock.now)


@shared_task(name="certificates.periodic.forget_batch_files", time_limit=600)
def forget_batch_files() -> int:
    """Print files and zips of classes are kept for a few days; the certificates' own files for good."""
    return forget_files(at=clock.now())


@shared_task(name="certificates.periodic.draw_waiting", time_limit=600)
def draw_waiting() -> None:
    """After a fault is mended: draw what waits, a few at a time, so that a file somebody wants gets its turn."""
    waiting = certificates_without_pdf(FILES)
    made = sum(_make(Certificate.objects.get(pk=pk)) for pk in waiting)
    if made and len(waiting) == FILES:
        nudges.send("certificates_mended")


def _make(certificate: Certificate) -> bool:
    # What draws and signs takes 45 MB, which a worker that draws nothing need not hold.
    from certificates.services.files import make_or_log

    return make_or_log(certificate, clock.now())
