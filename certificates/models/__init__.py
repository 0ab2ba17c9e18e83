"""The register, what was issued from it, who signs, badges, what comes after issue, and papers of others."""

from certificates.models.afterwards import Replacement, Validity
from certificates.models.badge import Badge
from certificates.models.external import Equivalence, ExternalCertificate
from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory

__all__ = [
    "Badge",
    "Certificate",
    "Equivalence",
    "ExternalCertificate",
    "RegisterCounter",
    "Replacement",
    "Revocation",
    "Signatory",
    "Validity",
]
