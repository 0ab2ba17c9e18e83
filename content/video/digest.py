"""The SHA-256 of a file's bytes, read in pieces: it names the outputs."""

import hashlib
from typing import IO, Any

from django.core.files import File

PIECE = 1024 * 1024


def sha256_of(file: IO[bytes] | File[Any]) -> str:
    """Read `file` from its beginning and leave it there."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
