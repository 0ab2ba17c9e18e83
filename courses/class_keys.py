"""The key that signs the codes on badges and in halls: derived, so that it opens nothing else."""

import hashlib
import hmac

from django.conf import settings


def token_key() -> bytes:
    """Changes with `SECRET_KEY`: badges printed before are then refused and printed anew."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"lop-tap-huan", hashlib.sha256)
