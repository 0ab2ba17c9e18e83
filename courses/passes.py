"""A short-lived pass of one player: what a report would otherwise have to look up, signed. No models.

It opens nothing by itself: it holds only together with the session cookie that it was given to, for five minutes, and
only for what its learner may report anyway. Whoever signs out, or whose account is closed, is out within that time.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

SECONDS = 300
MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Pass:
    """Who reports what to which row, until when (Unix seconds), and by what it is counted."""

    account: int
    session: str
    lesson: str
    activity: int
    enrolment: int
    row: int
    film: str
    duration: float
    share: float
    done: bool
    until: int


class Signer:
    """Writes and reads passes with a key made of the installation's secret."""

    def __init__(self, secret: str) -> None:
        self._key = blake2b(secret.encode(), person=b"watch pass").digest()
        self._read: dict[str, Pass] = {}

    def write(self, told: Pass) -> str:
        """The pass as one word of ASCII."""
        body = urlsafe_b64encode(json.dumps(list(asdict(told).values()), separators=(",", ":")).encode())
        return f"{body.decode()}.{self._sign(body)}"

    def read(self, word: str, *, now: float) -> Pass | None:
        """The pass, or None when it is forged, broken or too old."""
        told = self._read.get(word) or self._verified(word)
        return told if told is not None and now < told.until else None

    def digest(self, session_key: str) -> str:
        """A session's key as passes name it: whoever reads one does not learn the key."""
        return blake2b(session_key.encode(), key=self._key, digest_size=12).hexdigest()

    def _verified(self, word: str) -> Pass | None:
        body, _dot, signature = word.partition(".")
        if not word.isascii() or not hmac.compare_digest(self._sign(body.encode()), signature):
            return None
        values: list[Any] = json.loads(urlsafe_b64decode(body))
        told = Pass(*values)
        if len(self._read) >= MOST_REMEMBERED:
            self._read.clear()
        self._read[word] = told
        return told

    def _sign(self, body: bytes) -> str:
        return blake2b(body, key=self._key, digest_size=24).hexdigest()
