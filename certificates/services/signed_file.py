"""Whether a file is its draft, signed by an agency we trust, and nothing else."""

import logging
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.services.same_page import same_page
from certificates.services.verification import UNREADABLE, verify
from certificates.signing import Level, Signed, agency_roots
from common.errors import DomainError

log = logging.getLogger(__name__)
CLOCKS_DIFFER = timedelta(hours=1)


def checked(pdf: bytes, *, draft: bytes, made_at: datetime, at: datetime) -> Signed:
    """The signed file and its level; a sentence for whatever is not as it must be."""
    if not pdf.startswith(draft):
        raise DomainError(
            _("Tệp không giữ nguyên bản chờ ký: hãy ký đúng tệp đã tải về, không lưu lại hay in ra tệp khác.")
        )
    if len(pdf) == len(draft):
        raise DomainError(_("Tệp chưa được ký."))
    found = verify(pdf, trust=agency_roots(), at=at)
    if found.verdict != "valid" or not found.covers_whole_document:
        raise DomainError(found.reason)
    try:
        return Signed(pdf, _level(pdf, draft, made_at, at))
    except UNREADABLE as error:
        log.info("unreadable signed PDF: %r", error)
        raise DomainError(_("Không đọc được tệp PDF này: tệp hỏng hoặc không đúng chuẩn.")) from error


def _level(pdf: bytes, draft: bytes, made_at: datetime, at: datetime) -> Level:
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    signature = reader.embedded_regular_signatures[-1]
    _check_page(reader, signature, PdfFileReader(BytesIO(draft)).xrefs.total_revisions)
    _check_time(signature, made_at, at)
    carried = signature.signer_info["unsigned_attrs"]
    if all(one["type"].native != "signature_time_stamp_token" for one in carried or ()):
        return Level.BASIC
    return Level.LONG_TERM if "/DSS" in reader.root else Level.TIMED


def _check_page(reader: PdfFileReader, signature: Any, revisions: int) -> None:
    """Between draft and signature only the signature was added: the page says what the register says."""
    before = reader.get_historical_resolver(revisions - 1)
    if not same_page(before, reader.get_historical_resolver(signature.signed_revision)):
        raise DomainError(_("Nội dung trang đã bị sửa trước khi ký."))


def _check_time(signature: Any, made_at: datetime, at: datetime) -> None:
    said = signature.self_reported_timestamp
    if said and not made_at - CLOCKS_DIFFER <= said <= at + CLOCKS_DIFFER:
        raise DomainError(_("Thời điểm ký ghi trong tệp không đúng: hãy chỉnh đồng hồ máy ký rồi ký lại."))
