"""The SHA-256 of a file's bytes, read in pieces: it names the outputs."""

import hashlib
from typing import BinaryIO

PIECE = 1024 * 1024


def sha256_of(file: BinaryIO) -> str:
    """Read `file` from its beginning and leave it there."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
