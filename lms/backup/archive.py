"""Write a backup: a tar with the database, the files, and a manifest with the hash of each."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from lms.backup import contents, database

MANIFEST = "manifest.json"
FORMAT = 1
FILES = "files"


def write(data_dir: Path, target: Path, *, at: datetime) -> dict[str, Any]:
    """Write the backup `target`, which appears only when it is whole; return its manifest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(target.name + ".partial")
    try:
        with draft.open("xb") as out:
            os.chmod(draft, 0o600)  # it holds secrets and people's records
            manifest = _fill(out, data_dir, at=at)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _fill(out: IO[bytes], data_dir: Path, *, at: datetime) -> dict[str, Any]:
    with tarfile.open(fileobj=out, mode="w") as tar, tempfile.TemporaryDirectory(dir=data_dir) as folder:
        # The database first: a file is stored before its row, so all that the dump names is still to come.
        dumped = database.dump(Path(folder))
        manifest: dict[str, Any] = {"format": FORMAT, "created_at": at.isoformat()}
        manifest["database"] = _add(tar, dumped, dumped.name)
        names = [name for name in contents.files(data_dir) if name.parts[0] != Path(folder).name]
        manifest["files"] = [_add(tar, data_dir / name, f"{FILES}/{name}") for name in names]
        _add_text(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _add(tar: tarfile.TarFile, path: Path, name: str) -> dict[str, Any]:
    info = tar.gettarinfo(path, name)
    with path.open("rb") as source:
        reader = Hashing(source)
        tar.addfile(info, reader)
    return {"name": name, "bytes": info.size, "sha256": reader.digest.hexdigest()}


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


class Hashing(io.RawIOBase):
    """A file that knows the hash of what was read from it: nothing is read twice."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        return data
