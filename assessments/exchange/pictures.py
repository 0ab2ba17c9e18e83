"""Pictures and sounds of questions: told by their bytes, kept as they are or drawn anew as PNG, or refused."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from assessments.exchange.limits import MAX_PICTURE, MAX_PIXELS, MAX_SOUND
from common.errors import DomainError

_KEPT = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
_REDRAWN = ("BMP", "TIFF", "ICO")
_SOUNDS = ((0, b"ID3", ".mp3"), (0, b"\xff\xfb", ".mp3"), (0, b"\xff\xf3", ".mp3"), (0, b"\xff\xf2", ".mp3"))
_MEDIA = (
    *_SOUNDS,
    (0, b"OggS", ".ogg"),
    (4, b"ftyp", ".mp4"),
    (0, b"\x1a\x45\xdf\xa3", ".webm"),
    (8, b"WAVE", ".wav"),
)


def sound_file(name: str, data: bytes) -> tuple[bytes, str]:
    """The bytes to keep and the ending that tells what they are; a DomainError for anything else."""
    for place, sign, ending in _MEDIA:
        if data[place : place + len(sign)] == sign:
            return _within(name, data, MAX_SOUND), ending
    if data[:5] == b"%PDF-":
        return _within(name, data, MAX_PICTURE), ".pdf"
    return _picture(name, _within(name, data, MAX_PICTURE))


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture that was found sound."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def _within(name: str, data: bytes, most: int) -> bytes:
    if len(data) > most:
        size = {"name": name, "size": len(data) // 2**20, "most": most // 2**20}
        raise DomainError(_("Tệp %(name)s nặng %(size)s MB, quá mức %(most)s MB.") % size)
    return data


def _picture(name: str, data: bytes) -> tuple[bytes, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=[*_KEPT, *_REDRAWN]) as picture:
                return _kept(name, picture, data)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Warning,
        Image.DecompressionBombError,
    ) as wrong:
        raise DomainError(
            _("Tệp %(name)s không phải là hình PNG, JPEG, GIF, WebP hay âm thanh, phim dùng được.")
            % {"name": name}
        ) from wrong


def _kept(name: str, picture: Image.Image, data: bytes) -> tuple[bytes, str]:
    if picture.width * picture.height > MAX_PIXELS:
        raise DomainError(_("Hình %(name)s quá nhiều điểm ảnh.") % {"name": name})
    if picture.format in _KEPT:
        picture.verify()
        return data, _KEPT[picture.format]
    drawn = io.BytesIO()
    picture.convert("RGBA").save(drawn, "PNG")
    return drawn.getvalue(), ".png"
