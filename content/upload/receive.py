"""Takes a piece from the line to the disk; the row follows the disk, so any death loses only what is sent again."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Q

from content.models import Upload, Video
from content.upload import store
from content.upload.errors import busy, moved_on, no_room

READ = 64 * 1024  # two seconds at 256 kbit/s: the reader waits until this much is there
RECORD_BYTES = 8 * 1024 * 1024
RECORD_SECONDS = 3.0
LEASE = timedelta(seconds=12)  # after a lost line the next request need not wait longer
LIFETIME = timedelta(days=7)


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Hold:
    """The right to write one upload, as a lease on its row."""

    def __init__(self, upload: Upload, watch: Callable[[], datetime]) -> None:
        self.upload, self.watch, self.token = upload, watch, uuid.uuid4()

    def take(self, offset: int) -> None:
        """Claim it at `offset`; refuse if another request writes, or if the row stands elsewhere."""
        at = self.watch()
        idle = Upload.objects.filter(pk=self.upload.pk, state=Upload.State.RECEIVING).filter(
            Q(lease__isnull=True) | Q(leased_until__lt=at)
        )
        if not idle.filter(offset=offset).update(lease=self.token, leased_until=at + LEASE):
            raise moved_on() if idle.exists() else busy()

    def record(self, offset: int) -> None:
        """The disk holds this much; raise if the row is no longer ours."""
        at = self.watch()
        self._mine(offset=offset, leased_until=at + LEASE, expires_at=at + LIFETIME)

    def release(self, offset: int) -> None:
        at = self.watch()
        self._mine(offset=offset, lease=None, leased_until=None, expires_at=at + LIFETIME)

    def finish(self, video: Video) -> None:
        self._mine(state=Upload.State.DONE, video=video, lease=None, leased_until=None)

    def _mine(self, **values: object) -> None:
        if not Upload.objects.filter(pk=self.upload.pk, lease=self.token).update(**values):
            raise busy()


def receive(
    *, upload: Upload, stream: Stream, offset: int, length: int, watch: Callable[[], datetime]
) -> int:
    """Write up to `length` bytes from `offset` on; return where the upload stands now."""
    hold = Hold(upload, watch)
    hold.take(offset)
    landing = Landing(hold, offset)
    try:
        with store.opened(upload.uuid) as file:
            try:
                landing.fill(file, stream, length)
            finally:
                landing.close(file)
    except OSError as error:
        if error.errno not in store.FULL:
            raise
        raise no_room() from error
    return landing.safe


class Landing:
    """Bytes written so far, and how many of them are safely down."""

    def __init__(self, hold: Hold, offset: int) -> None:
        self.hold, self.written, self.safe = hold, offset, offset
        self._looked = time.monotonic()

    def fill(self, file: int, stream: Stream, length: int) -> None:
        end = self.written + length
        while self.written < end and (piece := _next(stream, end - self.written)):
            store.write(file, piece, self.written)
            self.written += len(piece)
            if self.written - self.safe >= RECORD_BYTES or time.monotonic() - self._looked > RECORD_SECONDS:
                self._settle(file)
                self.hold.record(self.safe)

    def close(self, file: int) -> None:
        """Keep what arrived, however the piece ended; the lease goes in the same statement."""
        try:
            self._settle(file)
        finally:
            self.hold.release(self.safe)

    def _settle(self, file: int) -> None:
        if self.written > self.safe:
            store.settle(file)
        self.safe, self._looked = self.written, time.monotonic()


def _next(stream: Stream, left: int) -> bytes:
    try:
        return stream.read(min(READ, left))
    except OSError:  # the sender is gone: what came before stays
        return b""
