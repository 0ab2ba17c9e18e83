"""Making a certificate's PDF: drawn, signed, stored, and only then named in the row; written once, never changed."""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile

from certificates.models import Certificate, TemplateVersion
from certificates.rendering import RenderingFailed, Sheet, render
from certificates.services.pinning import pin_templates, unpin_template
from certificates.signing import SigningKey, sign, signing_key
from common.errors import DomainError

log = logging.getLogger(__name__)
SIGNED = "Bản điện tử có chữ ký số, sửa một chữ là mất hiệu lực."
TEST_SIGNED = "Bản thử nghiệm, ký bằng khóa thử nghiệm: không có giá trị pháp lý."
UNSIGNED = "Bản không có chữ ký số; kiểm tra bằng mã QR hoặc địa chỉ trên."


def make_pdf(*, certificate: Certificate, at: datetime) -> Certificate:
    """Give the certificate its file if it has none; a second worker doing the same throws its own away."""
    if certificate.pdf:
        return certificate
    try:
        key = signing_key(at)
        pdf = _drawn(certificate, key)
    except (RenderingFailed, DomainError) as error:
        Certificate.objects.filter(pk=certificate.pk, pdf="").update(pdf_error=str(error)[:300])
        raise
    _keep(certificate, pdf, signed=key is not None)
    certificate.refresh_from_db()
    return certificate


def check_url(certificate: Certificate) -> str:
    """The public address in the QR code."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}/xac-minh/{certificate.serial}/"


def _drawn(certificate: Certificate, key: SigningKey | None) -> bytes:
    """With the template's version that the row names from now on; `pin_templates` names it for many at once."""
    pin_templates([certificate])
    version: TemplateVersion = certificate.template_version  # type: ignore[assignment]
    try:
        pdf = render(_sheet(certificate, key), version.read())
    except RenderingFailed:
        unpin_template(certificate)
        raise
    return sign(pdf, key, reason="Cấp giấy chứng nhận", location=certificate.facts["place"]) if key else pdf


def _sheet(certificate: Certificate, key: SigningKey | None) -> Sheet:
    is_test = bool(key and key.is_test)
    return Sheet(
        facts=certificate.facts,
        serial=certificate.serial,
        register_number=certificate.register_number,
        issued_on=certificate.issued_on,
        check_url=check_url(certificate),
        note=UNSIGNED if key is None else TEST_SIGNED if is_test else SIGNED,
        sample=is_test,
        sealed=key is not None and not is_test,
    )


def _keep(certificate: Certificate, pdf: bytes, *, signed: bool) -> None:
    """The file is complete before the row names it, so a crash leaves at worst a file that nobody names."""
    digest = hashlib.sha256(pdf).hexdigest()
    storage = Certificate._meta.get_field("pdf").storage
    name = storage.save(
        f"certificates/{certificate.year}/{certificate.serial}-{digest[:12]}.pdf", ContentFile(pdf)
    )
    taken = Certificate.objects.filter(pk=certificate.pk, pdf="").update(
        pdf=name, pdf_sha256=digest, signed=signed, pdf_error=""
    )
    if not taken:
        log.info("certificate %s already had its file", certificate.serial)
        storage.delete(name)
