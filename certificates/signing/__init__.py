"""PAdES signatures over a finished PDF: the key, the time stamp, what vouches for them, and what a reader sees."""

from certificates.signing.key import SigningKey, agency_roots, own_root, signing_key, trusted_roots
from certificates.signing.pades import Level, Signed, Stamping, TimestampAway, sign, stamping

__all__ = [
    "Level", "Signed", "SigningKey", "Stamping", "TimestampAway", "agency_roots", "own_root", "sign", "signing_key",
    "stamping", "trusted_roots",
]  # fmt: skip
