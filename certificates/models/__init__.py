"""The register, what was issued from it, work on whole classes, who signs, badges, what comes after, papers of others."""

from certificates.models.afterwards import Replacement, Validity
from certificates.models.badge import Badge
from certificates.models.basis import LegalBasis
from certificates.models.batch import BatchLine, CertificateBatch
from certificates.models.draft import Draft
from certificates.models.external import Equivalence, ExternalCertificate
from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory

__all__ = [
    "Badge",
    "BatchLine",
    "Certificate",
    "CertificateBatch",
    "Draft",
    "Equivalence",
    "ExternalCertificate",
    "LegalBasis",
    "RegisterCounter",
    "Replacement",
    "Revocation",
    "Signatory",
    "Validity",
]
