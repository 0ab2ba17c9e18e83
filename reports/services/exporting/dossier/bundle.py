"""A zip that is being filled, with the index of what lies in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from common.tables import Cell, Column, xlsx_chunks

PIECE = 256 * 1024
STORED = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".zip")


@dataclass
class Bundle:
    """A zip that is being filled, and what its index will say."""

    packed: ZipFile
    say: Callable[[int], None]
    lines: list[list[Cell]] = field(default_factory=list)

    def add(self, name: str, title: str, pieces: Iterable[bytes]) -> None:
        digest, size = sha256(), 0
        with self.packed.open(_entry(name), "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)
                digest.update(piece)
                size += len(piece)
        self._line(title, name, size, digest.hexdigest())

    def add_file(self, name: str, title: str, file: Any) -> None:
        """From the storage, piece by piece."""
        if not file:  # a certificate waits for its drawing or its signature
            self._line(title, _("chưa có tệp: %(name)s") % {"name": name}, None, "")
            return
        try:
            opened = file.open("rb")
        except OSError:
            self._line(title, _("thiếu tệp: %(name)s") % {"name": name}, None, "")
            return
        with opened:
            self.add(name, title, iter(lambda: opened.read(PIECE), b""))

    def add_table(self, name: str, title: str, columns: list[Column], rows: Iterable[Iterable[Cell]]) -> None:
        self.add(name, title, xlsx_chunks(columns=columns, rows=[list(row) for row in rows], title=title))

    def _line(self, title: str, name: str, size: int | None, digest: str) -> None:
        self.lines.append([len(self.lines) + 1, title, name, size, digest])
        self.say(len(self.lines))


def _entry(name: str) -> ZipInfo:
    """Pictures and PDFs are compressed already."""
    info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_STORED if name.endswith(STORED) else ZIP_DEFLATED
    return info
