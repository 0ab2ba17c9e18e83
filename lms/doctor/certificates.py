"""Whether certificates can be signed, and whether any has been waiting for long."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.class_queries import waits
from certificates.services.readiness import hindrance
from common import clock
from lms.doctor.findings import Finding, broken, care, well

LONG = timedelta(minutes=10)


def signing_key() -> Iterator[Finding]:
    subject = _("Khóa ký")
    if settings.SIGNING_IN_PERSON:
        yield _in_person(subject)
    elif trouble := hindrance(clock.now()):
        yield broken(subject, trouble)
    elif settings.SIGNING_PKCS11_MODULE:
        yield well(subject, _("thiết bị ký %(token)s") % {"token": settings.SIGNING_PKCS11_TOKEN_LABEL})
    elif settings.SIGNING_KEY_FILE:
        yield well(subject, settings.SIGNING_KEY_FILE)
    elif settings.SIGNING_TEST_KEY:
        yield care(subject, _("đang ký bằng khóa thử: đặt SIGNING_KEY_FILE khi dùng thật"))
    else:
        yield care(subject, _("giấy chứng nhận không có chữ ký số, chỉ kiểm tra được bằng mã QR"))


def _in_person(subject: str) -> Finding:
    if settings.SIGNING_ROOTS_FILE:
        return well(subject, _("cơ quan ký bằng thiết bị của mình (SIGNING_IN_PERSON)"))
    return broken(subject, _("thiếu SIGNING_ROOTS_FILE: không tin được bản ký nào gửi về"))


def waiting() -> Iterator[Finding]:
    """What has waited longer than drawing takes; without a database there is nothing to say here."""
    subject = _("Giấy chứng nhận đang chờ")
    now = clock.now()
    try:
        found = [wait for wait in waits(None, clock.today()) if now - wait.since > LONG]
    except DatabaseError:
        return
    for wait in found:
        said = ngettext("%(n)s giấy: %(why)s", "%(n)s giấy: %(why)s", wait.count)
        yield care(subject, said % {"n": wait.count, "why": wait.reason or _("chưa đến lượt")})
    if not found:
        yield well(subject, _("không có"))
