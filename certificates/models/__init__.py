"""The register, what was issued from it, who signs, and what it looks like."""

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
    "Certificate",
    "CertificatePicture",
    "CertificateTemplate",
    "RegisterCounter",
    "Revocation",
    "Signatory",
    "TemplateDefault",
    "TemplateKind",
    "TemplateVersion",
]
