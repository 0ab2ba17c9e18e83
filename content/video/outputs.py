"""Moves finished files to their lasting addresses `v/<sha256>/…`, all at once, and describes them as rows."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

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
    """One finished file in the workshop; `also` are files that it leads to (an HLS playlist's segments)."""

    name: str
    file: Path
    width: int = 0
    height: int = 0
    type: str = ""
    seconds: float = 0
    lufs: float | None = None
    true_peak: float | None = None
    also: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.file, *self.also)


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


def present(sha256: str) -> dict[str, Rendition]:
    """What was made of these bytes before, by name, as far as the files are there."""
    known = Rendition.objects.filter(source_sha256=sha256)
    return {one.name: one for one in known if default_storage.exists(one.path)}


def publish(sha256: str, made: list[Made]) -> list[Rendition]:
    """Put the files in place; the rows returned are not saved: they make the files known."""
    rows = [_row(sha256, one) for one in made]
    files = [file for one in made for file in one.files]
    if local_storage():
        _move(files, Path(default_storage.path(f"{AREA}/{sha256}")))
    else:
        _store(sha256, files)
    return rows


def _row(sha256: str, one: Made) -> Rendition:
    return Rendition(
        source_sha256=sha256, name=one.name, path=f"{AREA}/{sha256}/{one.file.name}", type=one.type,
        bytes=sum(file.stat().st_size for file in one.files), width=one.width, height=one.height,
        seconds=one.seconds, lufs=one.lufs, true_peak=one.true_peak,
    )  # fmt: skip


def _move(files: list[Path], target: Path) -> None:
    for file in files:
        _to_disk(file)
    try:
        files[0].parent.rename(target)  # the whole folder in one step
    except OSError:
        if not target.is_dir():
            raise
        for file in files:  # another plan's outputs are there, or an attempt died just before its rows
            file.replace(target / file.name)


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _store(sha256: str, files: list[Path]) -> None:
    for file in files:
        path = f"{AREA}/{sha256}/{file.name}"
        if default_storage.exists(path):
            default_storage.delete(path)
        with file.open("rb") as content:
            default_storage.save(path, File(content))


def fetched(rendition: Rendition, folder: Path) -> Path:
    """A published file on this machine's disk."""
    if local_storage():
        return Path(default_storage.path(rendition.path))
    copy = folder / Path(rendition.path).name
    with default_storage.open(rendition.path) as remote, copy.open("wb") as local:
        shutil.copyfileobj(remote, local, 1024 * 1024)
    return copy


def discard(sha256: str) -> None:
    """Remove all files made of these bytes; their rows are gone already."""
    folder, storage = f"{AREA}/{sha256}", local_storage()
    if storage is None:
        with suppress(FileNotFoundError):
            for name in default_storage.listdir(folder)[1]:
                default_storage.delete(f"{folder}/{name}")
        return
    aside = workshops() / f"gone-{uuid4()}"
    aside.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        Path(storage.path(folder)).rename(aside)  # in one step: nobody meets half a film
    shutil.rmtree(aside, ignore_errors=True)
