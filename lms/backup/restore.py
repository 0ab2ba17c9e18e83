"""Read a backup: check every hash before anything is touched, then set the old state aside."""

import hashlib
import json
import os
import shutil
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from common.errors import DomainError
from lms.backup import contents, database
from lms.backup.archive import FILES, FORMAT, MANIFEST


def unpack(backup: Path, folder: Path) -> dict[str, Any]:
    """Unpack into `folder` and verify; a backup that is not whole changes nothing."""
    try:
        with tarfile.open(backup, mode="r:") as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise DomainError(_("%(path)s không phải bản sao lưu nguyên vẹn.") % {"path": backup}) from error
    manifest = _manifest(folder)
    for entry in [manifest["database"], *manifest["files"]]:
        _verify(folder / entry["name"], entry["sha256"])
    if not database.fits(manifest["database"]["name"]):
        raise DomainError(
            _("Bản sao lưu thuộc loại cơ sở dữ liệu khác với DATABASE_URL hiện tại: %(name)s.")
            % {"name": manifest["database"]["name"]}
        )
    return manifest


def put_in_place(folder: Path, manifest: dict[str, Any], data_dir: Path, *, at: datetime) -> Path:
    """Move the present state aside and the unpacked one in; return where the present state is now."""
    aside = data_dir / f"{contents.SET_ASIDE}{at:%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True)
    connections.close_all()
    for path in list(data_dir.iterdir()):
        name = path.relative_to(data_dir)
        if path != folder and (contents.belongs(name) or name.name.startswith(contents.DATABASE)):
            os.replace(path, aside / path.name)
    database.load(folder / manifest["database"]["name"], data_dir / contents.DATABASE)
    if (folder / FILES).is_dir():
        for path in (folder / FILES).iterdir():
            os.replace(path, data_dir / path.name)
    return aside


def forget_preparations(data_dir: Path, identity: str) -> None:
    """Let the next start migrate and collect anew, and keep it from loading demonstration data over this."""
    stamps = data_dir / "stamps"
    shutil.rmtree(stamps, ignore_errors=True)
    stamps.mkdir(parents=True)
    (stamps / "demo").write_text(identity)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise DomainError(_("Bản sao lưu không có danh mục, nên không biết có đủ tệp hay không.")) from error
    if manifest.get("format") != FORMAT:
        raise DomainError(_("Bản sao lưu ở định dạng mà phiên bản này không đọc được."))
    return manifest


def _verify(path: Path, expected: str) -> None:
    if not path.is_file():
        raise DomainError(_("Bản sao lưu thiếu tệp %(name)s.") % {"name": path.name})
    with path.open("rb") as source:
        found = hashlib.file_digest(source, "sha256").hexdigest()
    if found != expected:
        raise DomainError(_("Tệp %(name)s trong bản sao lưu đã bị thay đổi.") % {"name": path.name})
