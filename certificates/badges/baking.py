"""A credential in a PNG (Open Badges 3.0, section 5.3): one iTXt chunk named openbadgecredential, after the header."""

import zlib
from collections.abc import Iterator
from struct import error as StructError
from struct import pack, unpack

from certificates.badges.errors import Unreadable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
MOST_CHUNKS = 5000
MOST_TEXT = 512 * 1024


def bake(png: bytes, credential: str) -> bytes:
    """The picture with the credential in it, uncompressed as the standard asks, and no other credential."""
    body = KEYWORD + b"\0\0\0\0\0" + credential.encode()
    chunks = [chunk for chunk in _chunks(png) if not _is_badge(*chunk)]
    head, rest = chunks[0], chunks[1:]
    return SIGNATURE + b"".join(_written(*chunk) for chunk in (head, (b"iTXt", body), *rest))


def unbake(png: bytes) -> str:
    """The text of the chunk; a picture has one or it is no badge."""
    found = [body for kind, body in _chunks(png) if _is_badge(kind, body)]
    if len(found) != 1:
        raise Unreadable("no credential in the picture")
    compressed, rest = found[0][len(KEYWORD) + 1 :][:1], found[0][len(KEYWORD) + 3 :]
    try:
        _language, _translated, text = rest.split(b"\0", 2)
        return (_inflated(text) if compressed == b"\1" else text).decode()
    except (ValueError, zlib.error) as error:
        raise Unreadable("iTXt") from error


def _inflated(text: bytes) -> bytes:
    engine = zlib.decompressobj()
    plain = engine.decompress(text, MOST_TEXT)
    if engine.unconsumed_tail:
        raise Unreadable("iTXt too long")
    return plain


def _is_badge(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.startswith(KEYWORD + b"\0")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each; the sums are made anew when written."""
    if not png.startswith(SIGNATURE):
        raise Unreadable("no PNG")
    place = len(SIGNATURE)
    try:
        for _ in range(MOST_CHUNKS):
            length, kind = unpack(">I4s", png[place : place + 8])
            yield kind, png[place + 8 : place + 8 + length]
            place += length + 12
            if kind == b"IEND":
                return
    except StructError as error:
        raise Unreadable("PNG cut short") from error
    raise Unreadable("PNG of too many chunks")


def _written(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
