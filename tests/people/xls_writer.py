"""Writes the smallest .xls that programs of before 2007 would open, since no library of ours writes one.

Sources: [MS-XLS] for the records (BIFF8), [MS-CFB] for the container.
"""

import struct

_SECTOR = 512
_FREE, _CHAIN_END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(
    *sheets: tuple[str, list[list[object]]], hidden: tuple[str, ...] = (), locked: bool = False,
    corner: tuple[int, int] | None = None, storages: tuple[str, ...] = (),
) -> bytes:  # fmt: skip
    """A workbook of texts and numbers; `locked` adds the record of a password, `corner` a cell far out."""
    return container("Workbook", _workbook(sheets, hidden, locked=locked, corner=corner), storages)


def container(name: str, stream: bytes, storages: tuple[str, ...] = ()) -> bytes:
    """A compound file with one stream, and storages without content."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    blocks = len(stream) // _SECTOR
    tables = -(-(blocks + 2) // 127)
    chain = [_TABLE] * tables + [_CHAIN_END]
    first = tables + 1
    chain += [*range(first + 1, first + blocks), _CHAIN_END]
    chain += [_FREE] * (tables * 128 - len(chain))
    entries = [
        _entry("Root Entry", 5, child=1, start=_CHAIN_END),
        _entry(name, 2, start=first, size=len(stream)),
    ]
    entries += [_entry(storage, 1) for storage in storages[:2]]
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, _CHAIN_END, 0, _CHAIN_END, 0
    )
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    links = struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, _FREE, _FREE, child)
    return (raw + links + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")


def _workbook(sheets, hidden, *, locked: bool, corner) -> bytes:  # type: ignore[no-untyped-def]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    head += _record(0x2F, bytes(6)) if locked else b""
    head += _record(0x42, struct.pack("<H", 1200))
    bodies = [_sheet(rows, corner) for _name, rows in sheets]
    names = [_name_bytes(name) for name, _rows in sheets]
    at = len(head) + sum(len(name) + 10 for name in names) + 4
    for (name, _rows), raw, body in zip(sheets, names, bodies, strict=True):
        head += _record(0x85, struct.pack("<IBB", at, 1 if name in hidden else 0, 0) + raw)
        at += len(body)
    return head + _record(0x0A, b"") + b"".join(bodies)


def _sheet(rows: list[list[object]], corner: tuple[int, int] | None) -> bytes:
    wide = max((len(row) for row in rows), default=0)
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    out += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, wide, 0))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            out += _cell(number, column, cell)
    if corner:
        out += _cell(*corner, "x")
    return out + _record(0x0A, b"")


def _cell(row: int, column: int, cell: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, int | float):
        return _record(0x203, place + struct.pack("<d", cell))
    text = str(cell)
    return (
        _record(0x204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")) if text else b""
    )


def _name_bytes(name: str) -> bytes:
    return struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
