"""From the line to the disk: what arrived stays, whatever breaks."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from wagtail.models import Collection

from common.errors import Conflict
from content.models import Upload
from content.upload import receive as receiving
from content.upload import store
from content.upload.errors import Busy, NoRoom
from content.upload.receive import receive
from tests.content.upload.conftest import Tus, refusal
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
FILM = os.urandom(300_000)


@pytest.fixture
def upload() -> Upload:
    return Upload.objects.create(
        owner=AccountFactory(), collection=Collection.get_first_root_node(), name="a.mp4",
        size=len(FILM), created_at=START, expires_at=START + timedelta(days=7),
    )  # fmt: skip


class Line:
    """A sender; `then` happens when it has sent so much."""

    def __init__(
        self, content: bytes, breaks_at: int | None = None, then: Callable[[], bytes] | None = None
    ) -> None:
        self.left, self.until, self.then = content, breaks_at, then
        self.sent = 0

    def read(self, size: int, /) -> bytes:
        if self.until is not None:
            if self.sent >= self.until:
                return self.then() if self.then else b""
            size = min(size, self.until - self.sent)
        piece, self.left = self.left[:size], self.left[size:]
        self.sent += len(piece)
        return piece


def taken(upload: Upload, line: Line, offset: int = 0) -> int:
    return receive(
        upload=upload, stream=line, offset=offset, length=upload.size - offset, watch=lambda: START
    )


def on_disk(upload: Upload) -> bytes:
    return store.path_of(upload.uuid).read_bytes()


def reset() -> bytes:
    raise ConnectionResetError


@pytest.mark.parametrize("end", [None, reset])
def test_a_sender_who_vanishes_leaves_what_arrived(upload: Upload, end: Callable[[], bytes] | None) -> None:
    assert taken(upload, Line(FILM, breaks_at=100_001, then=end)) == 100_001
    upload.refresh_from_db()
    assert (upload.offset, upload.lease) == (100_001, None)
    assert taken(upload, Line(FILM[100_001:]), 100_001) == len(FILM)
    assert on_disk(upload) == FILM


def test_the_row_never_says_more_than_the_disk_holds(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in the middle: what was written but not settled is sent again."""
    monkeypatch.setattr(receiving, "RECORD_BYTES", 100_000)
    seen: list[tuple[int, int]] = []
    settle = store.settle

    def look(file: int) -> None:
        settle(file)
        seen.append((Upload.objects.get().offset, os.fstat(file).st_size))

    monkeypatch.setattr(store, "settle", look)
    taken(upload, Line(FILM))
    assert len(seen) > 2
    assert all(row < disk for row, disk in seen)


def test_a_killed_request_is_overtaken_and_its_half_piece_written_again(upload: Upload) -> None:
    with store.opened(upload.uuid) as file:
        store.write(file, FILM[:70_000], 0)  # the row still says 0, and the dead request's lease has run out
    Upload.objects.update(lease=uuid4(), leased_until=START - timedelta(seconds=1))
    assert taken(upload, Line(FILM)) == len(FILM)
    assert on_disk(upload) == FILM


def test_a_request_that_was_overtaken_stops(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "RECORD_BYTES", 50_000)

    def overtaken() -> bytes:
        Upload.objects.update(lease=uuid4(), offset=7)
        return FILM[:60_000]

    with pytest.raises(Busy):
        taken(upload, Line(FILM, breaks_at=100_000, then=overtaken))
    assert Upload.objects.get().offset == 7


def test_only_one_writes_at_a_time(upload: Upload) -> None:
    refused: list[type[Exception]] = []

    def meanwhile() -> bytes:
        for offset in (0, 9):
            try:
                taken(upload, Line(FILM), offset)
            except (Busy, Conflict) as error:
                refused.append(type(error))
        return b""

    assert taken(upload, Line(FILM, breaks_at=10, then=meanwhile)) == 10
    assert refused == [Busy, Busy]


def test_a_full_disk_keeps_what_arrived_and_goes_on_later(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite

    def full(file: int, piece: bytes, offset: int) -> int:
        if offset >= 131_072:
            raise OSError(errno.ENOSPC, "full")
        return write(file, piece, offset)

    with monkeypatch.context() as disk:
        disk.setattr(os, "pwrite", full)
        with pytest.raises(NoRoom):
            taken(upload, Line(FILM))
    upload.refresh_from_db()
    assert (upload.offset, upload.lease) == (131_072, None)
    assert taken(upload, Line(FILM[131_072:]), 131_072) == len(FILM)
    assert on_disk(upload) == FILM


def test_a_disk_that_fills_while_settling_counts_nothing_of_it(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(store, "settle", full)
    with pytest.raises(NoRoom):
        taken(upload, Line(FILM))
    upload.refresh_from_db()
    assert (upload.offset, upload.lease) == (0, None)


def test_the_sender_is_told_of_a_full_disk(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tus.begin(10)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(os, "pwrite", full)
        answer = tus.send(place, b"01234")
    assert answer.status_code == 507
    assert "được giữ lại" in refusal(answer)
    assert tus.send(place, b"01234").status_code == 204


def test_slow_lines_do_not_take_every_thread(tus: Tus) -> None:
    from content.studio_upload import SEATS

    place = tus.begin(10)
    with SEATS, SEATS:
        answer = tus.send(place, b"01234")
    assert answer.status_code == 503
    assert "tự thử lại" in refusal(answer)
    assert tus.send(place, b"01234").status_code == 204


def test_the_bytes_lie_where_nothing_is_served(upload: Upload, upload_dir: Path) -> None:
    taken(upload, Line(FILM))
    assert store.path_of(upload.uuid).parent == upload_dir / "arriving"
