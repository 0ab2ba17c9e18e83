"""The register, what was issued from it, who signs, and what comes after issue."""

from certificates.models.afterwards import Replacement, Validity
from certificates.models.register import Certificate, RegisterCounter, Revocation
from certificates.models.signatory import Signatory

__all__ = ["Certificate", "RegisterCounter", "Replacement", "Revocation", "Signatory", "Validity"]
