"""The register, what was issued from it, who signs, and the badges of what was issued."""

from certificates.models.badge import Badge
from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory

__all__ = ["Badge", "Certificate", "RegisterCounter", "Revocation", "Signatory"]
