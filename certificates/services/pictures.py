"""Taking in a picture for templates: opened within limits, made small once, stored as JPEG under its digest."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from certificates.models import CertificatePicture
from common.errors import DomainError
from people.models import Account
from people.services import audit

Use = CertificatePicture.Use
MOST_BYTES, MOST_PIXELS = 12 * 1024 * 1024, 60_000_000
# Longest side in pixels and bytes at most: together with fonts and a signature a file stays below 120 KB.
ROOM = {Use.BACKGROUND: (1754, 45_000), Use.SEAL: (420, 12_000), Use.SIGNATURE: (520, 9_000)}
QUALITIES = (85, 75, 65, 55, 45)


def add_picture(*, use: str, title: str, upload: Any, by: Account, at: datetime) -> CertificatePicture:
    """The same picture twice is one."""
    content, width, height = shrunk(upload, *ROOM[Use(use)])
    digest = hashlib.sha256(content).hexdigest()
    known = CertificatePicture.objects.filter(sha256=digest).first()
    if known:
        return known
    picture = CertificatePicture(
        use=use, title=title, sha256=digest, width=width, height=height, uploaded_at=at, uploaded_by=by
    )
    picture.file.save(f"{digest[:16]}.jpg", ContentFile(content), save=True)
    audit.record(
        "certificate_picture_added", kind=audit.Kind.CHANGE, by=by, at=at, detail={"title": f"{picture}"}
    )
    return picture


def shrunk(upload: Any, side: int, most: int) -> tuple[bytes, int, int]:
    """JPEG on white, as large as the room allows."""
    picture = _opened(upload)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    while True:
        for quality in QUALITIES:
            out = BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= most:
                return out.getvalue(), picture.width, picture.height
        smaller = (max(picture.width * 4 // 5, 1), max(picture.height * 4 // 5, 1))
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)


def _opened(upload: Any) -> Image.Image:
    """Hostile until proven: the size is asked before anything is unpacked."""
    if upload.size > MOST_BYTES:
        raise DomainError(_("Hình quá lớn: tối đa 12 MB."))
    try:
        picture: Image.Image = Image.open(upload, formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise DomainError(_("Hình có quá nhiều điểm ảnh: tối đa 60 triệu."))
        picture = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DomainError(_("Không đọc được hình: cần tệp JPG, PNG hoặc WebP.")) from error
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
