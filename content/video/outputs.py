"""Moves finished files to their lasting addresses `v/<sha256>/…`, all at once, and describes them as rows."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

from content.models import Rendition
from content.video.process import disk_full

AREA = "v"
SPARE_BYTES = 200_000_000
WORKSHOP = ".doing"  # below the area, so on the same filesystem; never served (names with a dot are refused)


@dataclass(frozen=True)
class Made:
    """One finished file in the workshop."""

    name: str
    file: Path
    width: int
    height: int


@contextmanager
def workshop(token: object) -> Iterator[Path]:
    """A folder for one attempt; gone afterwards, however it ended."""
    folder = workshops() / str(token)
    (folder / "out").mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def workshops() -> Path:
    """Where attempts work: beside the outputs if those are local files, else in the upload folder."""
    storage = local_storage()
    return Path(storage.path(AREA)) / WORKSHOP if storage else Path(settings.UPLOAD_DIR) / "video"


def local_storage() -> FileSystemStorage | None:
    """The media storage if it is a folder of this machine."""
    storage = storages["default"]
    return storage if isinstance(storage, FileSystemStorage) else None


def check_room(size: int) -> None:
    """Refuse an original for which the disk has no room; outputs are a fraction of it."""
    storage = local_storage()
    if storage is None:
        return
    folder = Path(storage.location)
    while not folder.exists():
        folder = folder.parent
    if shutil.disk_usage(folder).free < size + SPARE_BYTES:
        raise disk_full()


def publish(sha256: str, made: list[Made]) -> list[Rendition]:
    """Put the files in place; the rows returned are not saved: they make the files known."""
    rows = [_row(sha256, one) for one in made]
    if local_storage():
        _move(made, Path(default_storage.path(f"{AREA}/{sha256}")))
    else:
        _store(rows, made)
    return rows


def _row(sha256: str, one: Made) -> Rendition:
    return Rendition(
        source_sha256=sha256,
        name=one.name,
        path=f"{AREA}/{sha256}/{one.file.name}",
        bytes=one.file.stat().st_size,
        width=one.width,
        height=one.height,
    )


def _move(made: list[Made], target: Path) -> None:
    for one in made:
        _to_disk(one.file)
    try:
        made[0].file.parent.rename(target)  # the whole folder in one step
    except OSError:
        if not target.is_dir():
            raise
        for one in made:  # another plan's outputs are there, or an attempt died just before its rows
            one.file.replace(target / one.file.name)


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _store(rows: list[Rendition], made: list[Made]) -> None:
    for row, one in zip(rows, made, strict=True):
        if default_storage.exists(row.path):
            default_storage.delete(row.path)
        with one.file.open("rb") as file:
            default_storage.save(row.path, File(file))
