"""A file of Office opened for paper: its parts of XML within bounds, and where their relations lead."""

import posixpath
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml
from common.errors import DomainError
from content.printing.article import Block

MOST_BYTES = 40 * 2**20
MOST_XML = 24 * 2**20  # of all parts that are read: some four hundred pages
MOST_BLOCKS = 4000
MOST_LETTERS = 400_000  # some two hundred pages
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also how Office wraps a file with a password


class Link(NamedTuple):
    """Of which kind, and to which part; a part outside the file is none."""

    kind: str
    part: str


class Package:
    """The parts of a file, each unpacked and parsed when it is asked for."""

    def __init__(self, data: bytes, program: str, ending: str, main: str) -> None:
        self.program = program
        self.archive = opened(data, program, ending, main)
        self._read = 0
        self._links: dict[str, dict[str, Link]] = {}
        self._shared: dict[str, Element] = {}

    def xml(self, name: str) -> Element:
        """The root of a part; a DomainError for what is too much, hostile or broken."""
        data = self.archive.read(name)
        self._read += len(data)
        if self._read > MOST_XML:
            raise too_long(self.program)
        return parse_xml(data, what=name)

    def shared(self, name: str) -> Element:
        """A part that many others build on, kept; nothing where there is none."""
        if name not in self._shared:
            self._shared[name] = self.xml(name) if name and name in self.archive else Element("none")
        return self._shared[name]

    def links(self, name: str) -> dict[str, Link]:
        """What the relations of a part lead to, by the names that the part gives them."""
        if name not in self._links:
            self._links[name] = self._related(name)
        return self._links[name]

    def _related(self, name: str) -> dict[str, Link]:
        folder, file = posixpath.split(name)
        listed = f"{folder}/_rels/{file}.rels"
        if listed not in self.archive:
            return {}
        return {
            one.get("Id", ""): Link(one.get("Type", "").rpartition("/")[2], _inside(folder, one))
            for one in self.xml(listed).iter("Relationship")
            if one.get("TargetMode") != "External"
        }

    def linked(self, name: str, kind: str) -> str:
        """The part of a kind that a part leads to, if the file has it."""
        found = (link.part for link in self.links(name).values() if link.kind == kind)
        return next((part for part in found if part in self.archive), "")


def opened(data: bytes, program: str, ending: str, main: str) -> Archive:
    """The zip; a DomainError for what is too heavy, locked, or no file of that program."""
    told = {"program": program, "ending": ending, "most": MOST_BYTES // 2**20}
    if len(data) > MOST_BYTES:
        raise no(_("Tệp %(program)s nặng hơn %(most)s MB; hãy tải về và in từ máy.") % told)
    if data.startswith(_OLD_OFFICE):
        raise no(_("Tệp %(program)s có mật khẩu hoặc ở dạng cũ nên không in được từ đây.") % told)
    archive = Archive(data)
    if main not in archive:
        raise no(_("Tệp này không phải tệp %(program)s (%(ending)s).") % told)
    return archive


def counted(found: Iterable[Block], program: str) -> list[Block]:
    """All of them; a DomainError for too many, and for none."""
    blocks: list[Block] = []
    letters = 0
    for block in found:
        letters += len(block.text) + sum(len(cell) for row in block.rows for cell in row)
        if len(blocks) >= MOST_BLOCKS or letters > MOST_LETTERS:
            raise too_long(program)
        blocks.append(block)
    if not blocks:
        raise no(_("Tệp %(program)s không có chữ hay hình nào để in.") % {"program": program})
    return blocks


def whole(written: str | None, most: int) -> int:
    """A number of a file; 0 for what is none, `most` for what is more."""
    sound = written is not None and written.isascii() and written.isdecimal() and len(written) < 12
    return min(int(written or 0), most) if sound else 0


def on(written: str | None) -> bool:
    return written in ("1", "true", "on")


def no(sentence: str) -> DomainError:
    return DomainError(sentence, status=422)


def too_long(program: str) -> DomainError:
    told = {"program": program}
    return no(_("Tệp %(program)s quá dài để in từ đây; hãy tải về và in những trang cần.") % told)


def _inside(folder: str, link: Element) -> str:
    return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
