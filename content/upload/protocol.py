"""What tus 1.0.0 writes into headers, read strictly; pure."""

import base64
import binascii
from datetime import UTC, datetime
from email.utils import format_datetime

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination"
PIECE_TYPE = "application/offset+octet-stream"


class UnreadableError(ValueError):
    """A header that is not as tus wants it."""


def read_metadata(header: str) -> dict[str, str]:
    """`key base64,key2 base64`; raise UnreadableError for anything else."""
    found: dict[str, str] = {}
    for part in header.split(",") if header.strip() else []:
        words = part.split()
        if not 1 <= len(words) <= 2 or words[0] in found:
            raise UnreadableError(part)
        found[words[0]] = _decoded(words[1]) if len(words) == 2 else ""
    return found


def write_metadata(values: dict[str, str]) -> str:
    """The same way back."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def read_number(header: str) -> int:
    """A count of bytes; raise UnreadableError for signs, spaces and letters."""
    if not (header.isascii() and header.isdigit() and len(header) < 19):
        raise UnreadableError(header)
    return int(header)


def http_date(moment: datetime) -> str:
    """As Upload-Expires wants it (RFC 9110)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise UnreadableError(value) from error
