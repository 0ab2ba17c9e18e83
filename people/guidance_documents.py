"""What may be attached to guidance: PDF and DOCX by their bytes, without anything that runs."""

import zipfile
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _

from common.errors import DomainError

PDF, DOCX = "pdf", "docx"
TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
RUNS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
UNPACKED = 200 * 1024**2
PARTS = 2000
ACTIVE = ("vbaproject", "vbadata", "activex", "oleobject", "embeddings/")


def ending_of(data: bytes) -> str:
    """pdf or docx; anything else, and what could run, is refused with a sentence."""
    if len(data) > settings.GUIDANCE_FILE_MAX_BYTES:
        raise DomainError(
            _("Tệp lớn quá %(mb)s\u00a0MB.") % {"mb": settings.GUIDANCE_FILE_MAX_BYTES // 2**20}
        )
    if data.startswith(b"%PDF-"):
        _refuse_running(data)
        return PDF
    if data.startswith(b"PK\x03\x04"):
        _refuse_package(data)
        return DOCX
    raise DomainError(_("Tệp gửi kèm là PDF hoặc Word (.docx)."))


def _refuse_running(data: bytes) -> None:
    if any(sign in data for sign in RUNS):
        raise DomainError(_("Tệp PDF có mã chạy hoặc tệp nhúng bên trong: hãy in lại thành PDF thường."))


def _refuse_package(data: bytes) -> None:
    """Names and sizes are read from the index; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            parts = book.infolist()
    except zipfile.BadZipFile as error:
        raise DomainError(_("Tệp Word hỏng, không mở được.")) from error
    names = [part.filename.lower() for part in parts]
    if "word/document.xml" not in names or "[content_types].xml" not in names:
        raise DomainError(_("Tệp gửi kèm là PDF hoặc Word (.docx)."))
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise DomainError(_("Tệp Word mở ra lớn quá, không nhận."))
    if any(sign in name for name in names for sign in ACTIVE):
        raise DomainError(_("Tệp Word có macro hoặc tệp nhúng: hãy lưu lại thành .docx không có macro."))
