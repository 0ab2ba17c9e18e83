"""Where arriving bytes lie until the film is whole: one file an upload, beside the media, never served."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def folder() -> Path:
    """On the filesystem of the media, so that finishing is a rename."""
    return Path(settings.UPLOAD_DIR) / "arriving"


def path_of(uuid: UUID) -> Path:
    return folder() / str(uuid)


@contextmanager
def opened(uuid: UUID) -> Iterator[int]:
    """The file of an upload, made if need be."""
    folder().mkdir(parents=True, exist_ok=True)
    file = os.open(path_of(uuid), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        yield file
    finally:
        os.close(file)


def write(file: int, piece: bytes, offset: int) -> None:
    """All of `piece` at its own place: written twice, the same bytes lie there."""
    rest = memoryview(piece)
    while rest:
        written = os.pwrite(file, rest, offset)
        rest, offset = rest[written:], offset + written


def settle(file: int) -> None:
    """On the disk, not only in the machine's memory."""
    os.fdatasync(file)


def remove(uuid: UUID) -> None:
    path_of(uuid).unlink(missing_ok=True)
