"""Looks into an .xlsx before it is read: a small zip may unpack to gigabytes, or make the reader fill a huge grid.

What the zip says about itself is not believed: everything the reader would unpack is unpacked here first, in pieces.
"""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from people.rosters.grid import measure_grid
from people.rosters.limits import (
    MAX_TEXT,
    MAX_UNPACKED,
    broken,
    has_macros,
    locked,
    not_a_roster,
    other_program,
    other_spreadsheet,
    too_big,
)

_PIECE = 2**22
_INSIDE = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
_OTHER_SHEETS = {"xl/workbook.bin": "Excel (.xlsb)", "Index/Document.iwa": "Apple Numbers (.numbers)"}
_OPEN, _OPEN_SHEET = "content.xml", b"opendocument.spreadsheet"
# A cell in columns A to Z and the first 200,000 rows, written as every program writes it: nothing to look into.
_ODD_CELL = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z](?:1?\d{1,5}|200000)")')
_ODD_ROW = re.compile(rb'<row(?! r="(?:1?\d{1,5}|200000)")')
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_REFERENCE = re.compile(rb"<v>(\d+)</v>")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["'](?![^<>]*\bExternal\b)""")


def refuse_unsafe_archive(data: bytes) -> None:
    """A DomainError for a zip that is no workbook, is locked, has macros, or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    # NotImplementedError is how zipfile refuses a feature of the format that it does not know.
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, struct.error) as wrong:
        raise broken() from wrong
    _refuse_other_kinds(data, entries)
    _Unpacking(data, entries).check()


def _refuse_other_kinds(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked()
    for inside, kind in _INSIDE.items():
        if inside in names:
            raise other_program(kind)
    for inside, kind in _OTHER_SHEETS.items():
        if inside in names:
            raise other_spreadsheet(kind)
    if _OPEN in names:
        # The kind is said first and unpacked: a text and a spreadsheet look alike from outside.
        raise (
            other_spreadsheet("OpenDocument (.ods)")
            if _OPEN_SHEET in data[:200]
            else other_program("OpenDocument")
        )
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise not_a_roster()
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise has_macros()
    if len(set(names)) < len(names):  # which of two would be read differs from program to program
        raise broken()


class _Unpacking:
    """One pass over all XML of the workbook, counting what really comes out."""

    def __init__(self, data: bytes, entries: list[zipfile.ZipInfo]) -> None:
        self.data = data
        self.entries = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
        self.unpacked = 0
        self.closings = 0

    def check(self) -> None:
        longest = 0
        for entry in self.entries:
            if _is_shared_text(entry):
                pieces = self._pieces(entry)
                longest = max((len(text) for piece in pieces for text in piece.split(b"si>")), default=0)
            elif entry.filename.lower() == "xl/_rels/workbook.xml.rels":
                self._check_targets(b"".join(self._pieces(entry)))
            else:
                self._check_part(entry)
        # Every filled cell closes its value and itself.
        if longest * self.closings // 2 > MAX_TEXT:
            self._refuse_repeated_text()

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The entry unpacked, cut before a tag so that no tag is torn apart."""
        rest = b""
        for piece in _inflated(self.data, entry):
            self.unpacked += len(piece)
            if self.unpacked > MAX_UNPACKED:
                raise too_big()
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise broken()
            text = rest + piece
            cut = text.rfind(b"<")
            yield text[:cut] if cut >= 0 else text
            rest = text[cut:] if cut >= 0 else b""
            if len(rest) > _PIECE:  # no tag and no cell is that long
                raise too_big()
        yield rest

    def _check_targets(self, links: bytes) -> None:
        """Any part may be a sheet, whatever its folder; but it has to be one of those looked into."""
        for target in _TARGET.findall(links):
            if b"&" in target or not target.lower().endswith(b".xml"):
                raise broken()

    def _check_part(self, entry: zipfile.ZipInfo) -> None:
        for piece in self._pieces(entry):
            self.closings += piece.count(b"</")
            if _ODD_CELL.search(piece) or _ODD_ROW.search(piece) or _PREFIXED.search(piece):
                measure_grid(_inflated(self.data, entry))
                return

    def _refuse_repeated_text(self) -> None:
        """Exactly: how often each shared text is asked for, times its length."""
        self.unpacked = 0
        strings: list[int] = []
        asked: Counter[bytes] = Counter()
        for entry in self.entries:
            if _is_shared_text(entry):
                strings = [len(text) for text in b"".join(self._pieces(entry)).split(b"</si>")]
            else:
                for piece in self._pieces(entry):
                    asked.update(_REFERENCE.findall(piece))
        places = ((int(number), times) for number, times in asked.items() if len(number) < 9)
        if sum(strings[place] * times for place, times in places if place < len(strings)) > MAX_TEXT:
            raise too_big()


def _is_shared_text(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith("xl/sharedstrings.xml")


def _inflated(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes that come out, whatever size the directory claims."""
    try:
        names, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
        start = entry.header_offset + 30 + names + extra
        packed = data[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            unpacking = zlib.decompressobj(-15)
            while packed and not unpacking.eof:
                yield unpacking.decompress(packed, _PIECE)
                packed = unpacking.unconsumed_tail
        else:
            raise broken()
    except (zlib.error, struct.error) as wrong:
        raise broken() from wrong
