"""The register, what was issued from it, and who signs."""

from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory

__all__ = ["Certificate", "RegisterCounter", "Revocation", "Signatory"]
