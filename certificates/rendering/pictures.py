"""Uploaded pictures by their digest, read from the private storage; a missing or changed file refuses the sheet."""

import hashlib

from django.utils.translation import gettext as _

from certificates.models import CertificatePicture
from certificates.rendering.errors import RenderingFailed


def content_of(digest: str) -> bytes:
    """The JPEG as it was accepted."""
    picture = CertificatePicture.objects.filter(sha256=digest).first()
    if picture is None:
        raise RenderingFailed(_("Thiếu một hình của mẫu giấy (%(digest)s).") % {"digest": digest[:12]})
    try:
        with picture.file.open("rb") as file:
            content: bytes = file.read()
    except OSError as error:
        raise RenderingFailed(
            _("Không đọc được hình “%(title)s” của mẫu giấy.") % {"title": picture.title}
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise RenderingFailed(_("Tệp hình “%(title)s” đã bị thay đổi.") % {"title": picture.title})
    return content
