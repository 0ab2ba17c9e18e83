"""The register, issuing by class, who signs, badges, what comes after, papers of others, and what it all looks like."""

from certificates.models.afterwards import Replacement, Validity
from certificates.models.badge import Badge
from certificates.models.basis import LegalBasis
from certificates.models.batch import BatchLine, CertificateBatch
from certificates.models.draft import Draft
from certificates.models.external import Equivalence, ExternalCertificate
from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory
from certificates.models.template import (
    CertificatePicture,
    CertificateTemplate,
    TemplateDefault,
    TemplateKind,
    TemplateVersion,
)

__all__ = [
    "Badge",
    "BatchLine",
    "Certificate",
    "CertificateBatch",
    "CertificatePicture",
    "CertificateTemplate",
    "Draft",
    "Equivalence",
    "ExternalCertificate",
    "LegalBasis",
    "RegisterCounter",
    "Replacement",
    "Revocation",
    "Signatory",
    "TemplateDefault",
    "TemplateKind",
    "TemplateVersion",
    "Validity",
]
