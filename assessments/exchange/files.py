"""Collects the files that one question really uses, under safe names."""

import base64
import binascii
import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from django.utils.translation import gettext as _

from assessments.exchange.html import plain_unicode
from assessments.exchange.pictures import sound_file
from common.errors import DomainError

_DATA = re.compile(r"data:[\w/+.\-]*;base64,(.*)", re.DOTALL | re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w.\-]+")


def decoded(text: str) -> bytes:
    """Bytes from base64; a DomainError where it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise DomainError(_("Hình kèm theo bị hỏng (không đọc được base64).")) from wrong


class Files:
    """`find` gives the bytes behind an address of the file, or None; `kept` is what the question used."""

    def __init__(self, find: Callable[[str], bytes | None] = lambda name: None) -> None:
        self._find = find
        self.kept: dict[str, bytes] = {}
        self.missing: list[str] = []

    def resolve(self, address: str) -> str:
        """`file:NAME` for an address, or a few words in brackets to stand in its place."""
        inline = _DATA.fullmatch(address)
        if inline:
            return self.add("hinh", decoded(unquote(inline[1])))
        if re.match(r"[a-z][a-z0-9+.\-]*:", address, re.IGNORECASE):
            return self._absent(address.split("?")[0][:80])
        path = unquote(address.split("?")[0].split("#")[0])
        if "equation_images/" in path:  # Canvas draws formulas on its server; the LaTeX is in the alt text
            return ""
        page = path.lower().endswith((".html", ".htm", ".xhtml", ".css", ".js"))
        data = None if page else self._find(path)
        return self._absent(path) if data is None else self.add(posixpath.basename(path), data)

    def add(self, name: str, data: bytes) -> str:
        """Keep the bytes and give their `file:NAME`; the same bytes twice are one file."""
        data, ending = sound_file(name, data)
        stem = _UNSAFE.sub("_", plain_unicode(posixpath.splitext(name)[0])).strip("._")[:60] or "tep"
        for turn in range(1000):
            free = f"{stem}{f'-{turn}' if turn else ''}{ending}"
            if self.kept.setdefault(free, data) == data:
                return f"file:{free}"
        raise DomainError(_("Câu hỏi có quá nhiều tệp cùng tên."))

    def _absent(self, name: str) -> str:
        self.missing.append(name)
        return "[" + _("thiếu tệp: %(name)s") % {"name": name} + "]"

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not there."""
        return tuple(_("Thiếu tệp %(name)s.") % {"name": name} for name in dict.fromkeys(self.missing))
