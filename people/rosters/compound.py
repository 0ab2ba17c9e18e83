"""Looks into the container of old Office files (OLE2): which program wrote it, whether it is locked, how far it reaches.

Source: [MS-CFB] for the container, [MS-XLS] for the records of a workbook.
"""

import struct
from collections.abc import Iterator

from people.rosters.limits import broken, has_macros, locked, other_program, refuse_grid, too_big

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and above are marks, not sectors
_FILEPASS, _DIMENSIONS, _SHEET, _STRINGS, _EOF = 0x2F, 0x200, 0x85, 0xFC, 0x0A
_MOST_SHEETS = 300
# Cells with a value: row and column come first. Blank cells hold a format only and fill no grid.
_VALUES = {0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD}
_MANY_NUMBERS = 0xBD


def refuse_unsafe_compound(data: bytes) -> None:
    """A DomainError for anything but an unlocked .xls without macros and of a bearable size."""
    try:
        streams = _Container(data).streams()
    except (struct.error, IndexError) as wrong:
        raise broken() from wrong
    if {"EncryptedPackage", "EncryptionInfo"} & set(streams):
        raise locked()
    if "WordDocument" in streams:
        raise other_program("Word")
    if "PowerPoint Document" in streams:
        raise other_program("PowerPoint")
    book = streams.get("Workbook") or streams.get("Book")
    if not book:
        raise broken()
    _refuse_unsafe_records(book)
    if "_VBA_PROJECT_CUR" in streams:
        raise has_macros()


def _refuse_unsafe_records(book: bytes) -> None:
    """The reader makes room for whatever a record declares, and starts where the list of sheets tells it to."""
    starts = [0]
    for kind, body in _records(book, 0):
        if kind == _FILEPASS:
            raise locked()
        if kind == _SHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
        if kind == _STRINGS and (len(body) < 8 or struct.unpack_from("<I", body, 4)[0] > len(book) // 3):
            raise broken()
    if len(starts) > _MOST_SHEETS:
        raise too_big()
    for start in starts:
        _refuse_large_sheet(book, start)


def _refuse_large_sheet(book: bytes, start: int) -> None:
    rows = columns = 0
    for kind, body in _records(book, start):
        if kind == _DIMENSIONS:
            _refuse_dimensions(body)
        elif kind in _VALUES or kind == _MANY_NUMBERS:
            row, column = struct.unpack_from("<HH", body.ljust(4, b"\0"))
            if kind == _MANY_NUMBERS and len(body) >= 6:
                column = max(column, struct.unpack_from("<H", body, len(body) - 2)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            refuse_grid(rows, columns)
        elif kind == _EOF and start:
            return


def _refuse_dimensions(body: bytes) -> None:
    if len(body) not in (10, 14):
        raise broken()
    first, last, left, right = struct.unpack_from("<IIHH" if len(body) == 14 else "<HHHH", body)
    if first > last or left > right or last > 65_536 or right > 256:
        raise broken()


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


class _Container:
    """The streams of a compound file; every chain is followed at most as far as there are sectors."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise broken()
        self.size = 1 << shift
        counts = (struct.unpack_from("<I", data, at)[0] for at in (40, 44, 64, 72))
        if any(
            count > len(data) // self.size for count in counts
        ):  # the reader makes room for what is declared
            raise broken()
        self.table = self._table()

    def streams(self) -> dict[str, bytes]:
        """Name → content; storages and short streams (kept elsewhere) give no content."""
        first = struct.unpack_from("<I", self.data, 48)[0]
        directory = self._chain(first)
        found: dict[str, bytes] = {}
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind not in (1, 2) or not 2 <= length <= 64:
                continue
            name = directory[at : at + length - 2].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 2 and size > len(self.data):
                raise broken()
            large = kind == 2 and size >= 4096 and name in ("Workbook", "Book")
            found[name] = self._chain(start)[:size] if large else found.get(name, b"")
        return found

    def _table(self) -> list[int]:
        (count,) = struct.unpack_from("<I", self.data, 44)
        places = list(struct.unpack_from("<109I", self.data, 76))
        following, more = struct.unpack_from("<II", self.data, 68)
        for _step in range(min(more, len(self.data) // self.size + 1)):
            if following >= _END:
                break
            words = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            places += words[:-1]
            following = words[-1]
        table: list[int] = []
        for place in places[:count]:
            if place < _END:
                table += struct.unpack(f"<{self.size // 4}I", self._sector(place))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return (
            self.data[start : start + self.size].ljust(self.size, b"\0")
            if start < len(self.data)
            else _missing()
        )

    def _chain(self, start: int) -> bytes:
        sectors: list[bytes] = []
        here = start
        while here < _END:
            if len(sectors) > len(self.table):
                raise broken()
            sectors.append(self._sector(here))
            here = self.table[here]
        return b"".join(sectors)


def _missing() -> bytes:
    raise broken()
