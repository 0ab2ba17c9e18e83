"""The register, what was issued from it, what waits for a signature, the work on whole classes, and who signs."""

from certificates.models.basis import LegalBasis
from certificates.models.batch import BatchLine, CertificateBatch
from certificates.models.draft import Draft
from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory

__all__ = [
    "BatchLine", "Certificate", "CertificateBatch", "Draft", "LegalBasis", "RegisterCounter", "Revocation", "Signatory",
]  # fmt: skip
