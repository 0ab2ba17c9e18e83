"""One batch from claim to end: entered, drawn and signed, merged for the printer, packed; each step can be done again."""

from django.utils.translation import gettext as _

from certificates.models import BatchLine, Certificate, CertificateBatch
from certificates.services.batches.drawing import draw_all
from certificates.services.batches.entering import enter_all
from certificates.services.batches.lease import Lease, State, claim
from certificates.services.batches.packing import pack
from certificates.services.batches.printing import merge
from certificates.services.batches.signed import take_in_all
from certificates.signing import signing_key
from common.leases import Watch, carry


def run(pk: int, watch: Watch) -> bool:
    """Do the batch, unless somebody else does; True if it was worked on."""
    lease = claim(pk, watch)
    if lease is None:
        return False
    work = take_in_all if lease.row.kind == CertificateBatch.Kind.SIGNED else _issue
    return carry(lease, work, lambda held, reason: held.finish(State.FAILED, reason=reason))


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
