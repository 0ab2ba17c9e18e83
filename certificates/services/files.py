"""Making a certificate's PDF: drawn, signed, stored, and only then named in the row; written once, never changed."""

import errno
import hashlib
import logging
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.models import Certificate, Draft, TemplateVersion
from certificates.rendering import RenderingFailed, Sheet, render, signature_box
from certificates.services.pinning import pin_templates, unpin_template
from certificates.signing import (
    Level,
    Signed,
    SigningKey,
    TimestampAway,
    sign,
    signing_key,
    stamping,
    trusted_roots,
)
from certificates.storage import private_storage
from common.errors import DomainError

log = logging.getLogger(__name__)
FULL = (errno.ENOSPC, errno.EDQUOT)
SIGNED = "Bản điện tử có chữ ký số, sửa một chữ là mất hiệu lực."
TEST_SIGNED = "Bản thử nghiệm, ký bằng khóa thử nghiệm: không có giá trị pháp lý."
UNSIGNED = "Bản không có chữ ký số; kiểm tra bằng mã QR hoặc địa chỉ trên."
TO_BE_SIGNED = "Có giá trị khi tệp mang chữ ký số của cơ quan cấp; kiểm tra bằng mã QR."


def make_pdf(*, certificate: Certificate, at: datetime) -> Certificate:
    """Give the certificate its file if it has none; a second worker doing the same throws its own away.

    Where an agency signs in person, what is made is the draft that waits for its signature.
    """
    if certificate.pdf:
        return certificate
    try:
        _make(certificate, at)
    except (RenderingFailed, DomainError) as error:
        _say(certificate, str(error))
        raise
    except OSError as error:
        _say(certificate, _full() if error.errno in FULL else _unwritten(error))
        raise
    return certificate


def make_or_log(certificate: Certificate, at: datetime) -> bool:
    """One certificate that cannot be made must not keep the others waiting; its row says why."""
    try:
        make_pdf(certificate=certificate, at=at)
    except (RenderingFailed, DomainError, OSError, DatabaseError):
        log.exception("certificate %s has no file yet", certificate.serial)
        return False
    return True


def check_url(certificate: Certificate) -> str:
    """The public address in the QR code."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}/xac-minh/{certificate.serial}/"


def keep(certificate: Certificate, signed: Signed) -> bool:
    """Store the file, then name it in the row; False when the row already had one, which stands.

    The file is complete before the row names it, so a crash leaves at worst a file that nobody names.
    """
    digest = hashlib.sha256(signed.pdf).hexdigest()
    name = stored(f"certificates/{certificate.year}/{certificate.serial}-{digest[:12]}", signed.pdf)
    told = {"pdf": name, "pdf_sha256": digest, "signed": bool(signed.level), "level": str(signed.level)}
    if Certificate.objects.filter(pk=certificate.pk, pdf="").update(**told, pdf_error=""):
        for field, value in (told | {"pdf_error": ""}).items():  # one query less than reading it all again
            setattr(certificate, field, value)
        return True
    log.info("certificate %s already had its file", certificate.serial)
    private_storage().delete(name)
    certificate.refresh_from_db()
    return False


def stored(stem: str, pdf: bytes) -> str:
    """The name under which the bytes now lie; a disk that fills up half way leaves nothing behind."""
    name = f"{stem}-{secrets.token_hex(3)}.pdf"  # ours alone: taking it back takes nobody else's
    try:
        return private_storage().save(name, ContentFile(pdf))
    except OSError:
        private_storage().delete(name)
        raise


def _make(certificate: Certificate, at: datetime) -> None:
    if settings.SIGNING_IN_PERSON:
        _keep_draft(certificate, _drawn(certificate, None, TO_BE_SIGNED), at)
        return
    key = signing_key(at)
    pdf = _drawn(certificate, key)
    keep(certificate, _signed(certificate, pdf, key, at) if key else Signed(pdf, Level.NONE))


def _signed(certificate: Certificate, pdf: bytes, key: SigningKey, at: datetime) -> Signed:
    """With a time stamp where settings name a service; without one when it has been away for too long."""
    stamps = stamping(trusted_roots(at))
    told = {
        "reason": "Cấp giấy chứng nhận",
        "location": certificate.facts["place"],
        "field": signature_box(certificate.template_version),
    }
    try:
        return sign(pdf, key, at=at, stamps=stamps, **told)
    except TimestampAway:
        patience = settings.TIMESTAMP_WAIT_MINUTES
        if patience < 0 or at < certificate.issued_at + timedelta(minutes=patience):
            raise
        log.warning("certificate %s is signed without a time stamp (B-B)", certificate.serial)
        return sign(pdf, key, at=at, **told)


def _drawn(certificate: Certificate, key: SigningKey | None, note: str = "") -> bytes:
    """With the template's version that the row names from now on; `pin_templates` names it for many at once."""
    pin_templates([certificate])
    version: TemplateVersion = certificate.template_version  # type: ignore[assignment]
    try:
        return render(_sheet(certificate, key, note), version.read())
    except RenderingFailed:
        unpin_template(certificate)
        raise


def _sheet(certificate: Certificate, key: SigningKey | None, note: str) -> Sheet:
    """With the agency's own pictures where its key signs, here or in person."""
    is_test = bool(key and key.is_test)
    return Sheet(
        facts=certificate.facts,
        serial=certificate.serial,
        register_number=certificate.register_number,
        issued_on=certificate.issued_on,
        check_url=check_url(certificate),
        note=note or (UNSIGNED if key is None else TEST_SIGNED if is_test else SIGNED),
        sample=is_test,
        sealed=note == TO_BE_SIGNED or (key is not None and not is_test),
        expires_on=certificate.expires_on,
    )


def _keep_draft(certificate: Certificate, pdf: bytes, at: datetime) -> None:
    digest = hashlib.sha256(pdf).hexdigest()
    name = stored(f"drafts/{certificate.year}/{certificate.serial}", pdf)
    try:
        with transaction.atomic():
            Draft.objects.create(certificate=certificate, file=name, sha256=digest, made_at=at)
            Certificate.objects.filter(pk=certificate.pk).exclude(pdf_error="").update(pdf_error="")
    except IntegrityError:  # another worker's draft stands
        private_storage().delete(name)


def _full() -> str:
    return str(_("Chờ chỗ trống: đĩa đã đầy."))


def _unwritten(error: OSError) -> str:
    return str(_("Không ghi được tệp: %(why)s.") % {"why": error.strerror or type(error).__name__})


def _say(certificate: Certificate, why: str) -> None:
    """What the certificate waits for, for the page that shows it."""
    Certificate.objects.filter(pk=certificate.pk, pdf="").update(pdf_error=why[:300])
