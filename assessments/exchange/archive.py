"""Zips from strangers: opened in memory, a part at a time, bounded by what really comes out."""

import io
import struct
import zipfile
import zlib
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from assessments.exchange.limits import MAX_PART, MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from common.errors import DomainError


class Archive:
    """The parts of a zip by their names; nothing is written to disk, so a hostile path leads nowhere."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except (
            zipfile.BadZipFile,
            ValueError,
            EOFError,
            OSError,
            NotImplementedError,
            struct.error,
        ) as wrong:
            raise DomainError(_("Tệp nén bị hỏng hoặc chưa tải xong.")) from wrong
        if any(entry.flag_bits & 1 for entry in entries):
            raise DomainError(_("Tệp nén có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại."))
        if len(entries) > MAX_PARTS:
            raise DomainError(_("Tệp nén có quá nhiều tệp bên trong."))
        self._entries = {normpath(entry.filename.replace("\\", "/")): entry for entry in entries}
        self._folded: dict[str, str] | None = None
        self._unpacked = 0

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return normpath(name) in self._entries

    def nearest(self, name: str) -> str | None:
        """The part that an address means: as written, as browsers write it, or in other capitals."""
        plain = normpath(name)
        for one in (plain, unquote(plain), quote(plain), quote(plain, safe="/!'()*,;:@&=+$")):
            if one in self._entries:
                return one
        if self._folded is None:
            self._folded = {_folded(one): one for one in self._entries}
        return self._folded.get(_folded(plain))

    def read(self, name: str) -> bytes:
        """One part unpacked; a DomainError for a bomb or a damaged part."""
        entry = self._entries[normpath(name)]
        try:
            with self._zip.open(entry) as part:
                data = part.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as wrong:
            raise DomainError(_("Tệp nén bị hỏng ở %(name)s.") % {"name": name}) from wrong
        self._unpacked += len(data)
        bomb = len(data) > 2**20 and len(data) > MAX_RATIO * max(entry.compress_size, 1)
        if bomb or len(data) > MAX_PART or self._unpacked > MAX_UNPACKED:
            raise DomainError(_("Tệp nén giải ra quá lớn nên không được nhận."))
        return data


def _folded(name: str) -> str:
    """Names that one system keeps apart and another takes for the same."""
    return normalize("NFC", unquote(name)).casefold()
