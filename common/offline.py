"""What a page must say to be kept for hours without a line, and whose things a device may send (decision 0047)."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from common.errors import Conflict

# What every page of signed-in people fetches.
FRAME = (
    "css/base.css", "css/desk.css", "fonts/be-vietnam-pro-400.woff2", "fonts/be-vietnam-pro-600.woff2",
    "img/sprite.svg", "img/desk-sprite.svg", "img/mark.svg", "vendor/htmx.org-2.0.11/htmx.min.js",
    "js/desk.js", "js/shared-device.js",
)  # fmt: skip


def keeping(request: HttpRequest, *, until: datetime, files: Sequence[str]) -> dict[str, object]:
    """For `components/keep.html`: without a worker's address nothing is kept, and what was kept goes."""
    return {
        "worker": reverse("worker") if settings.OFFLINE_PAGES else "",
        "owner": request.user.pk,
        "until": int(until.timestamp() * 1000),
        "files": " ".join(map(static, (*FRAME, *files))),
    }


def require_keeper(request: HttpRequest) -> None:
    """Refuse what another account kept on this device: a page opened without a line knows no other sign-in."""
    owner = request.headers.get("X-Kept-For")
    if owner is not None and owner != str(request.user.pk):
        raise Conflict(
            _(
                "Máy này đang đăng nhập tài khoản khác: chỉ tài khoản đã ghi mới gửi được. Mọi thứ vẫn giữ trong máy."
            )
        )
