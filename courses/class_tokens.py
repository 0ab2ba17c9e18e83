"""Short signed tokens in QR codes: a badge names a seat for good, a hall's code a meeting for some seconds. Pure.

Capital letters and figures only: a QR code holds them in little more than half the room. The checks take the key
from the caller, so that nothing here knows settings; `hmac.compare_digest` tells nothing by its time.
"""

import base64
import hmac
from datetime import datetime
from uuid import UUID

BADGE, HALL = "LSB", "LSH"
MAC_BYTES = 8  # guessed once in 18 · 10^18
ROTATES_AFTER = 30  # seconds; the code before and the one after are good too: clocks differ, lines are slow


def badge_token(seat: UUID, *, key: bytes) -> str:
    """What a name badge holds."""
    return _sealed(BADGE, seat.bytes, key)


def seat_of_badge(token: str, *, key: bytes) -> UUID | None:
    """The seat of a badge that we made; None for anything else."""
    body = _opened(BADGE, token, key, length=16)
    return UUID(bytes=body) if body else None


def hall_token(meeting: UUID, at: datetime, *, key: bytes) -> str:
    """What the hall's screen shows at that moment."""
    return _sealed(HALL, meeting.bytes + _window(at).to_bytes(5, "big"), key)


def meeting_of_hall(token: str, at: datetime, *, key: bytes) -> UUID | None:
    """The meeting of a code that the screen showed a moment ago; None for an old picture or another's code."""
    body = _opened(HALL, token, key, length=21)
    if not body or abs(int.from_bytes(body[16:], "big") - _window(at)) > 1:
        return None
    return UUID(bytes=body[:16])


def _window(at: datetime) -> int:
    return int(at.timestamp()) // ROTATES_AFTER


def _sealed(kind: str, body: bytes, key: bytes) -> str:
    text = base64.b32encode(body + _mac(kind, body, key)).decode().rstrip("=")
    return f"{kind}:{text}"


def _opened(kind: str, token: str, key: bytes, *, length: int) -> bytes | None:
    head, _colon, text = token.strip().upper().partition(":")
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return None
    body = raw[:length]
    fits = head == kind and len(raw) == length + MAC_BYTES
    return body if fits and hmac.compare_digest(raw[length:], _mac(kind, body, key)) else None


def _mac(kind: str, body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, kind.encode() + body, "sha256")[:MAC_BYTES]
