"""What tus 1.0.0 writes into headers, read strictly; pure."""

import base64
import binascii
from datetime import UTC, datetime
from email.utils import format_datetime

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination"
PIECE_TYPE = "application/offset+octet-stream"


def read_metadata(header: str) -> dict[str, str]:
    """`key base64,key2 base64`; raise ValueError for anything else."""
    pairs = [part.split(" ") for part in header.split(",")] if header.strip() else []
    found = {}
    for pair in pairs:
        key, *values = [word for word in pair if word]
        if len(values) > 1 or key in found:
            raise ValueError(key)
        found[key] = _decoded(values[0]) if values else ""
    return found


def write_metadata(values: dict[str, str]) -> str:
    """The same way back."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def read_number(header: str) -> int:
    """A count of bytes; raise ValueError for signs, spaces and letters."""
    if not (header.isascii() and header.isdigit() and len(header) < 19):
        raise ValueError(header)
    return int(header)


def http_date(moment: datetime) -> str:
    """As Upload-Expires wants it (RFC 9110)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except binascii.Error as error:
        raise ValueError(value) from error
