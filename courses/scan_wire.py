"""What a phone sends of scanned badges: checked field by field, since it may have lain in the phone for days."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.services.training.scanning import MOST, Scan

MOST_BYTES = 200_000


def read_scans(body: bytes) -> list[Scan]:
    """`{"scans": [{uuid, meeting, code, at, told}]}`, moments in milliseconds since 1970; else a DomainError."""
    if len(body) > MOST_BYTES:
        raise DomainError(_("Gói gửi quá lớn."), status=413)
    try:
        told = json.loads(body)["scans"]
        if not isinstance(told, list) or len(told) > MOST:
            raise ValueError
        return [_scan(one) for one in told]
    except (ValueError, KeyError, TypeError, OverflowError, OSError) as wrong:
        raise DomainError(_("Gói gửi không đúng khuôn.")) from wrong


def _scan(told: dict[str, Any]) -> Scan:
    code = told["code"]
    if not isinstance(code, str):
        raise TypeError
    return Scan(
        UUID(told["uuid"]),
        UUID(told["meeting"]),
        code.strip()[:200],
        _moment(told["at"]),
        _moment(told["told"]),
    )


def _moment(milliseconds: Any) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
