"""Bitstring Status List 1.0: one bit a badge, packed, so that asking for the list tells nobody which badge is meant."""

import gzip
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

SIZE = 131_072  # bits, the least the standard allows: a crowd to hide in


def packed(positions: Iterable[int]) -> str:
    """The list with these bits set, leftmost bit first, as multibase (`u`)."""
    bits = bytearray(SIZE // 8)
    for position in positions:
        bits[position >> 3] |= 0x80 >> (position & 7)
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_set(encoded: str, position: int) -> bool:
    """Of a list made here."""
    text = encoded.removeprefix("u")
    bits = gzip.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return bool(bits[position >> 3] & (0x80 >> (position & 7)))
