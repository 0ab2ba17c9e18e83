"""Settings that work but that a province should not keep."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from lms.doctor.findings import Finding, broken, care, well

LOCAL = {"127.0.0.1", "localhost", "::1"}


def site_address() -> Iterator[Finding]:
    subject = _("Địa chỉ trang")
    if urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname in LOCAL:
        yield care(subject, _("mã QR và thư sẽ trỏ về máy này: đặt SITE_ADDRESS khi dùng thật"))
    else:
        yield well(subject, settings.WAGTAILADMIN_BASE_URL)


def demonstration() -> Iterator[Finding]:
    subject = _("Dữ liệu trình diễn")
    if settings.DEMO:
        yield care(subject, _("tài khoản trình diễn đang mở: đặt DEMO=0 khi dùng thật"))
    else:
        yield well(subject, _("tài khoản trình diễn đã đóng"))


def texts() -> Iterator[Finding]:
    subject = _("Mã qua điện thoại")
    sender = settings.SMS_SENDER
    if not sender:
        yield well(subject, _("chưa bật: cán bộ đăng nhập bằng phiếu hoặc mật khẩu (SMS_SENDER)"))
    elif sender == "console":
        yield care(subject, _("mã được in ra nhật ký: đặt SMS_SENDER=http khi dùng thật"))
    elif sender == "file":
        yield care(subject, _("mã được ghi vào DATA_DIR/sms: phải có chương trình khác gửi đi"))
    else:
        yield from _gateway(subject)


def _gateway(subject: str) -> Iterator[Finding]:
    address = urlsplit(settings.SMS_HTTP_URL)
    try:
        json.loads(settings.SMS_HTTP_BODY)
    except ValueError:
        yield broken(subject, _("SMS_HTTP_BODY không phải JSON"))
        return
    if not address.hostname:
        yield broken(subject, _("thiếu SMS_HTTP_URL"))
    elif address.scheme != "https" and address.hostname not in LOCAL:
        yield care(subject, _("gửi qua %(host)s không mã hóa: dùng https") % {"host": address.hostname})
    else:
        yield well(subject, _("gửi qua %(host)s") % {"host": address.hostname})


def openid_connect() -> Iterator[Finding]:
    subject = _("Đăng nhập một lần")
    if not settings.OIDC_ISSUER:
        yield well(subject, _("chưa bật (OIDC_ISSUER)"))
    elif not settings.SOCIALACCOUNT_PROVIDERS or not settings.OIDC_CLIENT_SECRET:
        yield broken(subject, _("có OIDC_ISSUER nhưng thiếu OIDC_CLIENT_ID hoặc OIDC_CLIENT_SECRET"))
    else:
        claim, how = settings.OIDC_CLAIM
        yield well(
            subject,
            _("qua %(issuer)s, nhận ra người theo %(claim)s = %(how)s")
            % {"issuer": settings.OIDC_ISSUER, "claim": claim, "how": how},
        )


def second_factor() -> Iterator[Finding]:
    subject = _("Lớp bảo vệ thứ hai")
    if settings.SECOND_FACTOR == "required":
        yield well(subject, _("bắt buộc với nhân sự và quản trị"))
    else:
        yield care(subject, _("để tùy từng người: đặt SECOND_FACTOR=required khi dùng thật"))
