"""One batch from claim to end: entered, drawn and signed, merged for the printer, packed; each step can be done again."""

import logging

from django.utils.translation import gettext as _

from certificates.models import BatchLine, Certificate, CertificateBatch
from certificates.services.batches.drawing import draw_all
from certificates.services.batches.entering import enter_all
from certificates.services.batches.lease import Lease, State, claim
from certificates.services.batches.packing import pack
from certificates.services.batches.printing import merge
from certificates.services.batches.signed import take_in_all
from certificates.signing import signing_key
from common.errors import DomainError
from common.leases import LeaseLost, Watch

log = logging.getLogger(__name__)


def run(pk: int, watch: Watch) -> bool:
    """Do the batch, unless somebody else does; True if it was worked on."""
    lease = claim(pk, watch)
    if lease is None:
        return False
    try:
        take_in_all(lease) if lease.row.kind == CertificateBatch.Kind.SIGNED else _issue(lease)
    except DomainError as refusal:
        _fail(lease, str(refusal))
    except LeaseLost:
        log.info("batch %s was stopped, or belongs to another worker now", pk)
    except OSError as error:
        lease.give_back()
        log.warning("batch %s comes again: %s", pk, error)
    except BaseException:
        lease.give_back()
        raise
    return True


def _issue(lease: Lease) -> None:
    signing_key(lease.watch())  # a key that cannot sign: say so before anything is begun
    enter_all(lease)
    draw_all(lease)
    _explain(lease.row)
    merge(lease)
    pack(lease)
    lease.finish(State.DONE)


def _explain(batch: CertificateBatch) -> None:
    """Beside each line whose certificate has no file: what it waits for."""
    unmade = list(batch.lines.filter(certificate__pdf="").select_related("certificate__draft"))
    for line in unmade:
        line.reason = _("Chờ ký") if _has_draft(line.certificate) else line.certificate.pdf_error[:300]  # type: ignore[union-attr]
    BatchLine.objects.bulk_update(unmade, ["reason"], batch_size=500)
    batch.lines.exclude(certificate__pdf="").exclude(certificate=None).exclude(reason="").update(reason="")


def _has_draft(certificate: Certificate | None) -> bool:
    return hasattr(certificate, "draft")


def _fail(lease: Lease, reason: str) -> None:
    try:
        lease.finish(State.FAILED, reason=reason[:400])
    except LeaseLost:
        log.info("batch %s failed here, but belongs to another worker now", lease.row.pk)
