"""Finding a certificate by its register number together with what only the paper in hand says."""

import re
from datetime import datetime

from django.core.cache import cache
from django.utils.translation import gettext as _

from certificates.models import Certificate
from certificates.queries.register import certificates_numbered
from common.errors import DomainError
from common.vietnamese import fold

AN_HOUR = 20  # questions about one number, from whatever addresses: too few to try birthdays


def certificate_by_number(
    *, number: int, year: int, name: str, birth: str, at: datetime
) -> Certificate | None:
    """The one certificate on which all agree; which of them was wrong is not told."""
    _slowed(number, year, at)
    found = [
        certificate
        for certificate in certificates_numbered(number, year)
        if fold(certificate.facts["name"]) == fold(name)
        and _day(certificate.facts["birth"]) == (_day(birth) or None)
    ]
    return found[0] if len(found) == 1 else None


def _day(text: str) -> str:
    """5/3/1988 and Sinh ngày 05/03/1988 alike; empty without a number, so a certificate without birth is never found."""
    return "/".join(part.lstrip("0") for part in re.findall(r"\d+", text))


def _slowed(number: int, year: int, at: datetime) -> None:
    key = f"xac-minh-so:{number}/{year}:{at:%Y%m%d%H}"
    cache.add(key, 0, timeout=3700)
    if cache.incr(key) > AN_HOUR:
        raise DomainError(
            _("Số này đã được hỏi quá nhiều lần trong giờ qua. Hãy gõ số hiệu cạnh mã QR, hoặc thử lại sau."),
            status=429,
        )
