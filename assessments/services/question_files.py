"""Files of questions: kept by what they hold, known by what they are, never by what they are called."""

import hashlib

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from assessments.models import QuestionFile
from common.errors import DomainError

MOST_BYTES = 20 * 1024 * 1024
SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
)


def keep_file(*, name: str, content: bytes) -> str:
    """The digest under which the file lies, written once."""
    media_type = media_type_of(content)
    if not media_type:
        raise DomainError(
            _("Tệp “%(name)s” không phải hình PNG, JPEG, GIF, WebP hay âm thanh, video dùng được.")
            % {"name": name}
        )
    if len(content) > MOST_BYTES:
        raise DomainError(_("Tệp “%(name)s” lớn hơn 20 MB.") % {"name": name})
    digest = hashlib.sha256(content).hexdigest()
    if not QuestionFile.objects.filter(digest=digest).exists():
        QuestionFile.objects.create(
            digest=digest, media_type=media_type, size=len(content), file=ContentFile(content, digest)
        )
    return digest


def media_type_of(content: bytes) -> str:
    """What the first bytes say it is; empty for anything a question may not show."""
    return next((kind for at, sign, kind in SIGNS if content[at : at + len(sign)] == sign), "")
