"""Whether certificates can be signed at this moment, and if not, what every one of them waits for."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from certificates.signing import signing_key
from certificates.signing.pades import AWAY, waiting_for_stamps
from common.errors import DomainError


def hindrance(at: datetime) -> str:
    """The sentence for the page and for `doctor`; empty when nothing is in the way."""
    if settings.SIGNING_IN_PERSON:
        return ""
    try:
        signing_key(at)
    except DomainError as refusal:
        return str(refusal)
    return waiting_for_stamps() if settings.TIMESTAMP_URL and cache.get(AWAY) else ""
