"""A short-lived pass of one page: what a frequent request would otherwise have to look up, signed. No models.

It opens nothing by itself: it holds only together with the session cookie that it was given to, for some minutes, and
only for what its holder may do anyway. Whoever signs out, or whose account is closed, is out within that time.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import Field, astuple
from hashlib import blake2b
from typing import Any, ClassVar, Generic, Protocol, TypeVar

MOST_REMEMBERED = 4096


class Told(Protocol):
    """A dataclass of numbers and texts that ends at `until` (Unix seconds)."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def until(self) -> int: ...


T = TypeVar("T", bound=Told)


class Signer(Generic[T]):
    """Writes and reads passes of one kind with a key made of the installation's secret and that kind's name."""

    def __init__(self, secret: str, kind: type[T], name: bytes) -> None:
        self._kind = kind
        self._key = blake2b(secret.encode(), person=name).digest()
        self._read: dict[str, T] = {}

    def write(self, told: T) -> str:
        """The pass as one word of ASCII."""
        body = urlsafe_b64encode(json.dumps(astuple(told), separators=(",", ":")).encode())
        return f"{body.decode()}.{self._sign(body)}"

    def read(self, word: str, *, now: float) -> T | None:
        """The pass, or None when it is forged, broken or too old."""
        told = self._read.get(word) or self._verified(word)
        return told if told is not None and now < told.until else None

    def digest(self, session_key: str) -> str:
        """A session's key as passes name it: whoever reads one does not learn the key."""
        return blake2b(session_key.encode(), key=self._key, digest_size=12).hexdigest()

    def _verified(self, word: str) -> T | None:
        body, _dot, signature = word.partition(".")
        if not word.isascii() or not hmac.compare_digest(self._sign(body.encode()), signature):
            return None
        told = self._kind(*json.loads(urlsafe_b64decode(body)))
        if len(self._read) >= MOST_REMEMBERED:
            self._read.clear()
        self._read[word] = told
        return told

    def _sign(self, body: bytes) -> str:
        return blake2b(body, key=self._key, digest_size=24).hexdigest()
