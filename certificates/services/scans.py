"""Scans that people hand in: what they are is read from their bytes, pictures are drawn anew, PDFs are only stored."""

from io import BytesIO
from warnings import catch_warnings, simplefilter

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common.errors import DomainError

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
SIDE = 2400  # pixels: small print stays legible
TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf"}


def clean_scan(upload: UploadedFile) -> ContentFile:
    """A JPEG without what a camera wrote into it, or the PDF as it came; anything else is refused."""
    if not upload.size:
        raise DomainError(_("Tệp rỗng. Hãy chụp hoặc quét lại giấy."))
    if upload.size > MOST_BYTES:
        raise DomainError(_("Tệp lớn hơn 10 MB. Hãy chụp lại với ảnh nhỏ hơn."))
    content = upload.read()
    if content.startswith(b"%PDF-"):
        return ContentFile(_readable_pdf(content), name="scan.pdf")
    return ContentFile(_drawn_anew(content), name="scan.jpg")


def _drawn_anew(content: bytes) -> bytes:
    out = BytesIO()
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise DomainError(_("Ảnh quá lớn. Hãy chụp lại với ảnh nhỏ hơn."))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning) as error:  # fmt: skip
        raise DomainError(_("Tệp này không phải ảnh JPEG, PNG hay PDF đọc được.")) from error
    upright.thumbnail((SIDE, SIDE))
    upright.save(out, "JPEG", quality=80)
    return out.getvalue()


def _readable_pdf(content: bytes) -> bytes:
    """Only whether it opens; it is never shown by us, only handed out as a download."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = len(PdfReader(BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise DomainError(_("Không mở được tệp PDF này. Hãy quét lại.")) from error
    if not 1 <= pages <= 10:
        raise DomainError(_("Bản quét chỉ gồm tờ giấy chứng nhận, nhiều nhất 10 trang."))
    return content
