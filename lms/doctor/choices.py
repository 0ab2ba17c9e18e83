"""Settings that work but that a province should not keep."""

from collections.abc import Iterator
from pathlib import Path
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


def signing_key() -> Iterator[Finding]:
    subject = _("Khóa ký")
    path = settings.SIGNING_KEY_FILE
    if not path:
        yield care(subject, _("đang ký bằng khóa thử: đặt SIGNING_KEY_FILE khi dùng thật"))
    elif Path(path).is_file():
        yield well(subject, path)
    else:
        yield broken(subject, _("không có tệp %(path)s") % {"path": path})
