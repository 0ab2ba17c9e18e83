"""Recognises the beginning of a film by its bytes, so that a refusal can say *not a video* or *damaged*."""

from pathlib import Path

_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}  # QuickTime and MP4, at offset 4
_STARTS = (b"\x1aE\xdf\xa3", b"FLV", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"0&\xb2u\x8ef\xcf\x11")
_TS_PACKET = 188


def begins_like_film(path: Path) -> bool:
    """Whether the first bytes are those of a container that we convert (name and extension do not matter)."""
    with path.open("rb") as file:
        head = file.read(2 * _TS_PACKET)
    return (
        head[4:8] in _BOXES
        or head.startswith(_STARTS)
        or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")
        or (head[:1] == b"G" and head[_TS_PACKET : _TS_PACKET + 1] == b"G")
    )
