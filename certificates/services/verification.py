"""Whether a PDF is what it claims to be: its signature first, then what the register says of it."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from common.clock import local_day
from common.vietnamese import format_day

ARCHIVING = (ModificationLevel.LTA_UPDATES,)  # time stamps and validation data that archives add
LATER_SIGNATURES = (*ARCHIVING, ModificationLevel.FORM_FILLING)
UNREADABLE = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    OSError,
)


@dataclass(frozen=True)
class Verdict:
    """What `verify_certificate` prints; the keys are a promise."""

    verdict: str
    covers_whole_document: bool
    signer: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def verify(pdf: bytes, *, trust: Sequence[x509.Certificate], at: datetime) -> Verdict:
    """Judge the bytes of a file as of `at`; never raises for a bad file."""
    found = judge_signature(pdf, trust=trust, at=at)
    return _with_register(pdf, found, local_day(at)) if found.verdict in {"valid", "unsigned"} else found


def judge_signature(pdf: bytes, *, trust: Sequence[x509.Certificate], at: datetime) -> Verdict:
    """What the file itself says, without the register; runs also where no Django is set up."""
    if pdf.lstrip()[:5] != b"%PDF-":
        return Verdict("unknown", False, "", _("Tệp này không phải PDF."))
    try:
        return _signature_of(pdf, trust, at)
    except UNREADABLE as error:  # a damaged file breaks its parser in every way there is
        logging.getLogger(__name__).info("unreadable PDF: %r", error)
        return Verdict("unknown", False, "", _("Không đọc được tệp PDF này: tệp hỏng hoặc không đúng chuẩn."))


def _signature_of(pdf: bytes, trust: Sequence[x509.Certificate], at: datetime) -> Verdict:
    signatures = PdfFileReader(BytesIO(pdf), strict=False).embedded_regular_signatures
    if not signatures:
        return Verdict("unsigned", False, "", _("Tệp không có chữ ký số."))
    *earlier, last = [_status(signature, trust, at) for signature in signatures]
    verdicts = [_judged(status, LATER_SIGNATURES) for status in earlier] + [_judged(last, ARCHIVING)]
    return next((verdict for verdict in verdicts if verdict.verdict != "valid"), verdicts[-1])


def _status(signature: Any, trust: Sequence[x509.Certificate], at: datetime) -> Any:
    """As of `at`; with a trusted time stamp, as of the moment it proves: a certificate may expire after signing."""
    status = validate_pdf_signature(signature, _context(trust, at))
    stamp = status.timestamp_validity
    if status.trusted or stamp is None or not (stamp.intact and stamp.valid) or stamp.timestamp > at:
        return status
    then = validate_pdf_signature(signature, _context(trust, stamp.timestamp))
    return then if then.timestamp_validity and then.timestamp_validity.trusted else status


def _context(trust: Sequence[x509.Certificate], at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=list(trust), moment=at, allow_fetching=False)


def _judged(status: Any, allowed_later: tuple[ModificationLevel, ...]) -> Verdict:
    """One signature; what came after it must be of the kinds allowed, and trailing bytes are not."""
    signer = status.signing_cert.subject.native.get("common_name", "")
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid):
        return Verdict("altered", whole, signer, _("Nội dung đã bị sửa sau khi ký."))
    if not whole and status.modification_level not in allowed_later:
        return Verdict(
            "altered", False, signer, _("Tệp đã được thêm nội dung sau khi ký; chữ ký không bao trọn tệp.")
        )
    if not status.trusted:
        return Verdict(
            "untrusted", whole, signer, _("Chữ ký nguyên vẹn nhưng người ký không thuộc nguồn tin cậy.")
        )
    return Verdict("valid", whole, signer, _("Chữ ký đúng, tệp nguyên vẹn."))


def _with_register(pdf: bytes, found: Verdict, on: date) -> Verdict:
    """What the register adds: a genuine file may have been revoked or replaced since."""
    from certificates.queries.standing import (  # the process that reads foreign files has no models
        Standing,
        register_knows,
    )

    known = register_knows(hashlib.sha256(pdf).hexdigest(), on)
    if known is None:
        return found
    if known.standing == Standing.REVOKED:
        return Verdict(
            "revoked", found.covers_whole_document, found.signer, _("Giấy chứng nhận này đã bị thu hồi.")
        )
    if known.standing == Standing.SUPERSEDED:
        return Verdict(
            "superseded",
            found.covers_whole_document,
            found.signer,
            _("Giấy chứng nhận này đã được thay bằng bản cấp lại."),
        )
    said = _("Có trong sổ cấp, số %(number)s.") % {"number": known.register_number}
    if known.standing == Standing.EXPIRED and known.expires_on:
        said += " " + _("Đã hết hạn từ sau ngày %(day)s.") % {"day": format_day(known.expires_on)}
    return Verdict(found.verdict, found.covers_whole_document, found.signer, f"{found.reason} {said}")
