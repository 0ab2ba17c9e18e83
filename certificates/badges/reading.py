"""A badge file as somebody hands it in: JSON, a JWT, or a picture with either in it; read within limits."""

import json
import re
from dataclasses import dataclass
from typing import Any

from certificates.badges import baking, jws
from certificates.badges.errors import Unreadable

LARGEST = 256 * 1024  # letters of a credential; ours have some 4,000
MOST_VALUES = 4000
JWT_SHAPE = re.compile(r"^[\w-]+\.[\w-]+\.[\w-]*$", re.ASCII)


@dataclass(frozen=True)
class BadgeFile:
    """The credential, and where it came as a JWT the token with its header."""

    document: dict[str, Any]
    token: str = ""
    header: dict[str, Any] | None = None


def looks_like_badge(data: bytes) -> bool:
    """By its first letters; what follows decides."""
    head = data.lstrip()[:8]
    return head.startswith((b"{", b"ey", baking.SIGNATURE)) or data.startswith(b"\xef\xbb\xbf{")


def read(data: bytes) -> BadgeFile:
    """Raises Unreadable for anything else."""
    try:
        text = baking.unbake(data) if data.startswith(baking.SIGNATURE) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not text") from error
    text = text.strip()
    if len(text) > LARGEST:
        raise Unreadable("too long")
    if JWT_SHAPE.match(text):
        header, document = jws.read(text)
        return BadgeFile(_limited(document), text, header)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("JSON") from error
    return BadgeFile(_limited(document))


def _limited(document: Any) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise Unreadable("no object")
    left = [document]
    for count, value in enumerate(left):  # grows while it is walked
        if count > MOST_VALUES:
            raise Unreadable("too many values")
        left.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    return document
